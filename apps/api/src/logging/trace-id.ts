import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const TRACEPARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A new trace id, or that of a W3C `traceparent` header. */
export function newTraceId(request: Pick<IncomingMessage, 'headers'>): string {
  const { traceparent } = request.headers;
  return (typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined) ?? randomBytes(16).toString('hex');
}

/** The trace id of a request: Fastify keeps it as the request's id. */
export function traceIdOf(request: { readonly id: string }): string {
  return request.id;
}
