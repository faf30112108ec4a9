import { Refused } from '@watchfloor/core';
import { jsonProblem } from '../../lines/json-bounds.ts';
import { listOf, messageOf } from './any-value.ts';
import { LogRequest, type DecodedRequest } from './log-request.ts';

const MOST_BYTES = 16 * 1024 * 1024;
const MOST_KEYS = 2_000_000;
const START = /^\s*\{\s*"(?:resourceLogs|resource_logs)"\s*:/;

/** Whether a JSON body is an ExportLogsServiceRequest and no log line. */
export function isExportRequest(body: Buffer): boolean {
  return START.test(body.subarray(0, 256).toString('latin1'));
}

/** The records of an ExportLogsServiceRequest in JSON. Throws Refused INVALID_INPUT, TOO_LARGE. */
export function decodeJson(body: Buffer): DecodedRequest {
  const request = new LogRequest();
  try {
    const message = messageOf(parsed(body));
    for (const resourceLogs of listOf(message['resourceLogs'] ?? message['resource_logs'])) {
      request.count();
      const { resource: ofResource, scopeLogs, scope_logs: alias } = messageOf(resourceLogs);
      const resource = request.readSource(() => ofResource);
      for (const each of listOf(scopeLogs ?? alias)) {
        request.count();
        const { scope: ofScope, logRecords, log_records: otherName } = messageOf(each);
        const scope = request.readSource(() => ofScope);
        for (const record of listOf(logRecords ?? otherName)) request.record(() => record, resource, scope);
      }
    }
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('INVALID_INPUT', 'the body is no ExportLogsServiceRequest in JSON');
  }
  return request;
}

function parsed(body: Buffer): unknown {
  if (body.length > MOST_BYTES) throw new Refused('TOO_LARGE', `a JSON body may have ${MOST_BYTES} bytes: send smaller batches, or protobuf`);
  const text = body.toString('utf8');
  const problem = jsonProblem(text.trimStart(), MOST_KEYS);
  if (problem !== undefined) throw new Refused('INVALID_INPUT', problem);
  return JSON.parse(text) as unknown;
}
