import { Refused } from '@watchfloor/core';
import protobuf from 'protobufjs';
import { requireFewValues } from './count-values.ts';
import { LogRequest, type DecodedRequest } from './log-request.ts';
import { decodeMessage } from './otlp-schema.ts';

const LENGTH_DELIMITED = 2;

/**
 * The records of an ExportLogsServiceRequest in protobuf. Messages are taken apart one by one and counted before they are decoded, so that
 * a body of many empty ones is refused and not unfolded. Throws Refused INVALID_INPUT, TOO_LARGE.
 */
export function decodeProtobuf(body: Buffer): DecodedRequest {
  const request = new LogRequest();
  for (const resourceLogs of partsOf(body, request, [1])[0] ?? []) {
    const [resources = [], scopes = []] = partsOf(resourceLogs, request, [1, 2]);
    const resource = request.readSource(() => decoded('Resource', resources));
    for (const scopeLogs of scopes) {
      const [scopeParts = [], records = []] = partsOf(scopeLogs, request, [1, 2]);
      const scope = request.readSource(() => decoded('InstrumentationScope', scopeParts));
      for (const record of records) request.record(() => logRecord(record), resource, scope);
    }
  }
  return request;
}

function decoded(name: 'Resource' | 'InstrumentationScope', [bytes]: readonly Uint8Array[]): unknown {
  if (bytes === undefined) return undefined;
  requireFewValues(name, bytes);
  return decodeMessage(name, bytes);
}

/** A record with its ids in hex, as OTLP/JSON has them. */
function logRecord(bytes: Uint8Array): unknown {
  requireFewValues('LogRecord', bytes);
  const record = decodeMessage('LogRecord', bytes);
  return { ...record, traceId: hex(record['traceId']), spanId: hex(record['spanId']) };
}

function hex(base64: unknown): string | undefined {
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64').toString('hex') : undefined;
}

/** The bytes of the messages under `fields`, field by field. */
function partsOf(bytes: Uint8Array, request: LogRequest, fields: readonly number[]): Uint8Array[][] {
  const parts: Uint8Array[][] = fields.map(() => []);
  const reader = protobuf.Reader.create(bytes);
  try {
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      const found = (tag & 7) === LENGTH_DELIMITED ? parts[fields.indexOf(tag >>> 3)] : undefined;
      if (found) {
        request.count();
        found.push(reader.bytes());
      } else reader.skipType(tag & 7);
    }
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('INVALID_INPUT', 'the body is no ExportLogsServiceRequest in protobuf');
  }
  return parts;
}
