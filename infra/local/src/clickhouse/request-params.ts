import type { IncomingMessage } from 'node:http';
import { engineError } from './clickhouse-error.ts';

/** What a request asks besides its body. */
export interface RequestParams {
  query: string;
  queryId: string | undefined;
  database: string | undefined;
  /** Format when the statement names none. */
  defaultFormat: string;
  /** Values of {name:Type} placeholders, in ClickHouse's escaped text form. */
  readonly placeholders: Map<string, string>;
  readonly settings: Map<string, string>;
  waitEndOfQuery: boolean;
  compressResponse: boolean;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

// Consumed here or without meaning for one request over HTTP; everything else is a setting of the engine.
const IGNORED = new Set(['quota_key', 'buffer_size', 'session_timeout', 'session_check', 'query', 'user', 'password', 'default_format', 'database', 'query_id', 'wait_end_of_query', 'client_protocol_version',
  'http_zlib_compression_level', 'send_progress_in_http_headers', 'http_headers_progress_interval_ms', 'cancel_http_readonly_queries_on_client_close', 'http_wait_end_of_query', 'close_session', 'framing_output_format']);

/** Reads URL and headers. Throws code 48 for what this server does not do: sessions, roles, ClickHouse's own block compression. */
export function requestParams(request: IncomingMessage, url: URL): RequestParams {
  const search = url.searchParams;
  for (const [name, why] of [['session_id', 'sessions: each request stands alone'], ['role', 'roles'], ['compress', 'native block compression: use enable_http_compression'], ['decompress', 'native block compression: use Content-Encoding']] as const) {
    const value = search.get(name);
    if (value !== null && value !== '' && value !== '0') throw engineError(48, 'NOT_IMPLEMENTED', `the local engine has no ${why}`);
  }
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const [basicUser, basicPassword] = basic === undefined ? [] : splitOnce(Buffer.from(basic, 'base64').toString('utf8'));
  const settings = new Map<string, string>();
  const placeholders = new Map<string, string>();
  for (const [name, value] of search) {
    if (name.startsWith('param_')) placeholders.set(name.slice(6), value);
    else if (!IGNORED.has(name) && !['session_id', 'role', 'compress', 'decompress'].includes(name)) settings.set(name, value);
  }
  const compressResponse = isOn(settings.get('enable_http_compression'));
  settings.delete('enable_http_compression');
  return {
    query: search.get('query') ?? '',
    queryId: search.get('query_id') ?? undefined,
    database: search.get('database') ?? header(request, 'x-clickhouse-database'),
    defaultFormat: search.get('default_format') ?? header(request, 'x-clickhouse-format') ?? 'TabSeparated',
    placeholders,
    settings,
    waitEndOfQuery: isOn(search.get('wait_end_of_query') ?? search.get('http_wait_end_of_query') ?? undefined),
    compressResponse,
    user: header(request, 'x-clickhouse-user') ?? basicUser ?? search.get('user') ?? undefined,
    password: header(request, 'x-clickhouse-key') ?? basicPassword ?? search.get('password') ?? undefined,
  };
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function splitOnce(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}
