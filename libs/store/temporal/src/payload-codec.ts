import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ValueError, type Payload, type PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { PLATFORM, tenantOfWorkflowId } from '@watchfloor/workflow-cases/messages';
import type { PayloadKeys } from './payload-keys.ts';

type Context = Parameters<PayloadCodec['encode']>[1];
const ENCODING = 'binary/watchfloor-aes256gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const ProtoPayload = proto.temporal.api.common.v1.Payload;
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (part: Uint8Array | null | undefined) => new TextDecoder().decode(part ?? new Uint8Array());

/**
 * Seals every payload that leaves the process with AES-256-GCM under the key of the tenant that the workflow id names,
 * and opens those that come back. Tenant and key id are authenticated. A payload of another tenant than the workflow's is
 * an error. One that was never sealed decodes to `null`, so that nobody without a key can command a case by talking to
 * Temporal directly: validators refuse null. `only` binds the codec to one tenant.
 */
export function createPayloadCodec(keys: PayloadKeys, only?: string): PayloadCodec {
  const tenantOf = (context: Context): string => {
    const tenant = context?.workflowId === undefined ? (only ?? PLATFORM) : (tenantOfWorkflowId(context.workflowId) ?? PLATFORM);
    if (only !== undefined && tenant !== only) throw new ValueError('this client is bound to another tenant');
    return tenant;
  };
  return {
    async encode(payloads, context) {
      const tenant = tenantOf(context);
      return payloads.map((payload) => seal(keys, tenant, payload));
    },
    async decode(payloads, context) {
      return payloads.map((payload) => (text(payload.metadata?.['encoding']) === ENCODING ? open(keys, tenantOf(context), payload) : UNSEALED));
    },
  };
}

const UNSEALED: Payload = { metadata: { encoding: bytes('json/plain') }, data: bytes('null') };

function seal(keys: PayloadKeys, tenant: string, payload: Payload): Payload {
  const keyId = keys.active;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keys.derive(keyId, tenant), iv);
  cipher.setAAD(associatedData(tenant, keyId));
  const sealed = Buffer.concat([iv, cipher.update(ProtoPayload.encode(payload).finish()), cipher.final(), cipher.getAuthTag()]);
  return { metadata: { encoding: bytes(ENCODING), tenant: bytes(tenant), key: bytes(keyId) }, data: sealed };
}

function open(keys: PayloadKeys, expected: string, payload: Payload): Payload {
  const tenant = text(payload.metadata?.['tenant']);
  if (tenant !== expected) throw new ValueError('payload of another tenant');
  const keyId = text(payload.metadata?.['key']);
  const data = Buffer.from(payload.data ?? []);
  if (data.length < IV_BYTES + TAG_BYTES) throw new ValueError('sealed payload is too short');
  const decipher = createDecipheriv('aes-256-gcm', keys.derive(keyId, tenant), data.subarray(0, IV_BYTES));
  decipher.setAAD(associatedData(tenant, keyId));
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  return ProtoPayload.decode(Buffer.concat([decipher.update(data.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]));
}

function associatedData(tenant: string, keyId: string): Buffer {
  return Buffer.from(`${ENCODING}\0${tenant}\0${keyId}`);
}
