import { Client, type Connection, type WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { TENANT_HEADER } from '@watchfloor/workflow-cases/messages';
import { createPayloadCodec } from './payload-codec.ts';
import type { PayloadKeys } from './payload-keys.ts';

/** Clients that can write and read for one tenant only: their codec has that tenant's key and each message names it. */
export function tenantClients(connection: Connection, namespace: string, keys: PayloadKeys): (tenantId: string) => Client {
  const clients = new Map<string, Client>();
  return (tenantId) => {
    const known = clients.get(tenantId);
    if (known) return known;
    const dataConverter = { payloadCodecs: [createPayloadCodec(keys, tenantId)] };
    const client = new Client({ connection, namespace, dataConverter, interceptors: { workflow: [namesTenant(tenantId)] } });
    clients.set(tenantId, client);
    return client;
  };
}

function namesTenant(tenantId: string): WorkflowClientInterceptor {
  const named = (headers: Headers): Headers => ({ ...headers, [TENANT_HEADER]: defaultPayloadConverter.toPayload(tenantId) });
  return {
    startUpdate: (input, next) => next({ ...input, headers: named(input.headers) }),
    startUpdateWithStart: (input, next) =>
      next({ ...input, workflowStartHeaders: named(input.workflowStartHeaders), updateHeaders: named(input.updateHeaders) }),
    query: (input, next) => next({ ...input, headers: named(input.headers) }),
    signal: (input, next) => next({ ...input, headers: named(input.headers) }),
    start: (input, next) => next({ ...input, headers: named(input.headers) }),
  };
}
