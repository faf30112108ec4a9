import { NETWORK_ACTIVITY, OCSF_CLASS, type HttpRequest, type HttpResponse } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

// The methods that OCSF 1.8.0 has, with their activity_id; any other method stays in `unmapped`.
const ACTIVITY: Readonly<Record<string, number>> = { CONNECT: 1, DELETE: 2, GET: 3, HEAD: 4, OPTIONS: 5, POST: 6, PUT: 7, TRACE: 8, PATCH: 9 };
const OTHER = 99;

function takeRequest(http: Fields, method: string | undefined): HttpRequest | undefined {
  const path = http.word('url');
  const question = path?.indexOf('?') ?? -1;
  const request: HttpRequest = {
    http_method: method !== undefined && Object.hasOwn(ACTIVITY, method) ? http.word('http_method') : undefined,
    url: path === undefined ? undefined : { path, query_string: question === -1 ? undefined : path.slice(question + 1), hostname: http.word('hostname') },
    user_agent: http.word('http_user_agent'),
    referrer: http.word('http_refer'),
    version: http.word('protocol'),
  };
  return Object.values(request).some((value) => value !== undefined) ? request : undefined;
}

function takeResponse(http: Fields): HttpResponse | undefined {
  const code = http.integer('status');
  return code === undefined ? undefined : { code, content_type: http.word('http_content_type'), body_length: http.integer('length') };
}

/** `http` and `http2`: HTTP/2 records that name neither method nor status are Network Activity. */
function map(fields: Fields, log: string): EventBody {
  const conversation = eveConversation(fields);
  const http = fields.object('http');
  const said = http?.peek('http_method');
  const method = typeof said === 'string' && said !== '' ? said : undefined;
  const request = http === undefined ? undefined : takeRequest(http, method);
  const response = http === undefined ? undefined : takeResponse(http);
  if (request === undefined && response === undefined) {
    return { class_uid: OCSF_CLASS.networkActivity, activity_id: NETWORK_ACTIVITY.traffic, message: `${log.toUpperCase()} ${arrow(conversation)}`, ...conversation, app_protocol_name: log };
  }
  return {
    class_uid: OCSF_CLASS.httpActivity,
    activity_id: method === undefined ? 0 : Object.hasOwn(ACTIVITY, method) ? (ACTIVITY[method] ?? OTHER) : OTHER,
    message: `HTTP ${method ?? 'exchange'} ${request?.url?.hostname ?? ''}${request?.url?.path ?? ''} ${arrow(conversation)}${response === undefined ? '' : ` ${String(response.code)}`}`,
    ...conversation,
    app_protocol_name: log,
    http_request: request,
    http_response: response,
  };
}

export const parser = eveParser({ title: 'Suricata EVE http and http2', logs: ['http', 'http2'], map });
