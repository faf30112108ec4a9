import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPayloadCodec, parsePayloadKeys, temporalConfig } from '../src/index.ts';

const A = '11111111-1111-4111-8111-111111111111';
const B = '22222222-2222-4222-8222-222222222222';
const newKey = () => randomBytes(32).toString('base64');
const OLD = newKey();
const keys = parsePayloadKeys(`k0:${OLD}`);
const caseOf = (tenant: string) => ({ type: 'workflow', namespace: 'n', workflowId: `case:${tenant}:c` }) as const;
const payloadOf = (value: unknown) => defaultPayloadConverter.toPayload(value) as Payload;
const readable = (payload: Payload | undefined) => Buffer.from(payload?.data ?? []).toString('latin1');

describe('the payload codec', () => {
  it('gives back what it sealed, whatever it is', async () => {
    const codec = createPayloadCodec(keys);
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const [opened] = await codec.decode(await codec.encode([payloadOf(value)], caseOf(A)), caseOf(A));
        expect(defaultPayloadConverter.fromPayload(opened!)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 200 },
    );
  });

  it('leaves no word of the content readable and never seals twice alike', async () => {
    const codec = createPayloadCodec(keys);
    const sealed = await codec.encode([payloadOf('pump station 3'), payloadOf('pump station 3')], caseOf(A));
    expect(readable(sealed[0])).not.toContain('pump');
    expect(readable(sealed[0])).not.toBe(readable(sealed[1]));
  });

  it('refuses a payload of one tenant in a workflow of another', async () => {
    const codec = createPayloadCodec(keys);
    const sealed = await codec.encode([payloadOf('x')], caseOf(A));
    await expect(codec.decode(sealed, caseOf(B))).rejects.toThrow('another tenant');
  });

  it('refuses a payload whose tenant was rewritten, since the tenant is authenticated and has another key', async () => {
    const codec = createPayloadCodec(keys);
    const [sealed] = await codec.encode([payloadOf('x')], caseOf(A));
    const forged = { ...sealed!, metadata: { ...sealed!.metadata, tenant: new TextEncoder().encode(B) } };
    await expect(codec.decode([forged], caseOf(B))).rejects.toThrow();
  });

  it('notices any changed byte', async () => {
    const codec = createPayloadCodec(keys);
    const [sealed] = await codec.encode([payloadOf({ a: 1 })], caseOf(A));
    const data = Buffer.from(sealed!.data!);
    for (let at = 0; at < data.length; at++) {
      const changed = Buffer.from(data);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(codec.decode([{ ...sealed!, data: changed }], caseOf(A)), `byte ${at}`).rejects.toThrow();
    }
  });

  it('turns what was never sealed into null, so that nobody commands a case without a key', async () => {
    const [opened] = await createPayloadCodec(keys).decode([payloadOf({ command: { type: 'close' } })], caseOf(A));
    expect(defaultPayloadConverter.fromPayload(opened!)).toBeNull();
  });

  it('bound to one tenant it neither writes nor reads for another', async () => {
    const bound = createPayloadCodec(keys, A);
    await expect(bound.encode([payloadOf('x')], caseOf(B))).rejects.toThrow('bound');
    const foreign = await createPayloadCodec(keys).encode([payloadOf('x')], caseOf(B));
    await expect(bound.decode(foreign, caseOf(B))).rejects.toThrow('bound');
  });

  it('reads with old keys after rotation and writes with the new one', async () => {
    const before = await createPayloadCodec(keys).encode([payloadOf('old')], caseOf(A));
    const rotated = createPayloadCodec(parsePayloadKeys(`k1:${newKey()},k0:${OLD}`));
    const [opened] = await rotated.decode(before, caseOf(A));
    expect(defaultPayloadConverter.fromPayload(opened!)).toBe('old');
    const after = await rotated.encode([payloadOf('new')], caseOf(A));
    await expect(createPayloadCodec(keys).decode(after, caseOf(A))).rejects.toThrow('unknown payload key k1');
  });
});

describe('the configuration of the keys', () => {
  const parse = (WF_PAYLOAD_KEYS: string) => temporalConfig.safeParse({ WF_TEMPORAL_ADDRESS: '127.0.0.1:7233', WF_PAYLOAD_KEYS });

  it('refuses short keys, repeated ids and nothing at all, and never quotes a key', () => {
    const short = randomBytes(16).toString('base64');
    for (const text of ['', `k1:${short}`, `k1:${OLD},k1:${OLD}`, OLD]) {
      const parsed = parse(text);
      expect(parsed.success, text).toBe(false);
      expect(JSON.stringify(parsed.error?.issues)).not.toContain(OLD);
      expect(JSON.stringify(parsed.error?.issues)).not.toContain(short);
    }
    expect(parse(`k1:${OLD}`).success).toBe(true);
  });
});
