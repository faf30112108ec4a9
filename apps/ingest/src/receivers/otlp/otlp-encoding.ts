import type { IncomingHttpHeaders } from 'node:http';
import { encodeMessage } from './otlp-schema.ts';

/** Media types of OTLP over HTTP: an answer, also a refusal, comes in that of its request. */
export type OtlpEncoding = 'application/x-protobuf' | 'application/json';

/** The encoding that a request names; undefined for any other type. */
export function otlpEncodingOf(headers: IncomingHttpHeaders): OtlpEncoding | undefined {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-protobuf' || type === 'application/protobuf') return 'application/x-protobuf';
  return type === 'application/json' ? type : undefined;
}

/** A message as the body of an answer. */
export function otlpBody(name: Parameters<typeof encodeMessage>[0], message: Readonly<Record<string, unknown>>, encoding: OtlpEncoding): Buffer {
  return encoding === 'application/json' ? Buffer.from(JSON.stringify(message)) : encodeMessage(name, message);
}
