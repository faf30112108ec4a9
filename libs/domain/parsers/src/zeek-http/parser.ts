import { OCSF_CLASS, type HttpRequest, type HttpResponse, type Url } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

// The methods that OCSF 1.8.0 has, with their activity_id; any other method (PROPFIND) stays in `unmapped`.
const ACTIVITY: Readonly<Record<string, number>> = {
  CONNECT: 1, DELETE: 2, GET: 3, HEAD: 4, OPTIONS: 5, POST: 6, PUT: 7, TRACE: 8, PATCH: 9,
};
const OTHER = 99;

function takeUrl(fields: Fields): Url | undefined {
  const path = fields.word('uri');
  if (path === undefined) return undefined;
  const question = path.indexOf('?');
  return { path, query_string: question === -1 ? undefined : path.slice(question + 1), hostname: fields.word('host') };
}

function takeRequest(fields: Fields): HttpRequest | undefined {
  const request: HttpRequest = {
    http_method: Object.hasOwn(ACTIVITY, String(fields.peek('method'))) ? fields.word('method') : undefined,
    url: takeUrl(fields),
    user_agent: fields.text('user_agent'),
    referrer: fields.text('referrer'),
    version: fields.word('version'),
    body_length: fields.integer('request_body_len'),
  };
  return Object.values(request).some((value) => value !== undefined) ? request : undefined;
}

function takeResponse(fields: Fields): HttpResponse | undefined {
  const code = fields.integer('status_code');
  return code === undefined ? undefined : { code, message: fields.text('status_msg'), body_length: fields.integer('response_body_len') };
}

function map(fields: Fields): EventBody {
  const conversation = zeekConversation(fields, 'tcp');
  const method = fields.peek('method');
  const named = typeof method === 'string' && method !== '' ? method : undefined;
  const request = takeRequest(fields);
  const response = takeResponse(fields);
  return {
    class_uid: OCSF_CLASS.httpActivity,
    activity_id: named === undefined ? 0 : Object.hasOwn(ACTIVITY, named) ? (ACTIVITY[named] ?? OTHER) : OTHER,
    message: `HTTP ${named ?? 'exchange'} ${request?.url?.hostname ?? ''}${request?.url?.path ?? ''} ${arrow(conversation)}${response === undefined ? '' : ` ${String(response.code)}`}`,
    ...conversation,
    app_protocol_name: 'http',
    http_request: request,
    http_response: response,
  };
}

export const parser = zeekParser({
  title: 'Zeek http.log',
  logs: ['http'],
  recognise: (columns) => 'trans_depth' in columns && ('method' in columns || 'status_code' in columns || 'uri' in columns),
  map,
});
