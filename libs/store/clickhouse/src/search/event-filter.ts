import { parseQuery, type Query } from '@watchfloor/search';
import { z } from 'zod';
import { microsecondsParam, uuidParam } from '../reads/parameters.ts';
import { compileQuery, type CompiledQuery } from './compile-query.ts';

const text = z.string().min(1).max(500);
/** A query as text, or parsed with its names resolved. */
const query = z.union([z.string().transform((source) => parseQuery(source)), z.custom<Query>((value) => typeof value === 'object' && value !== null && 'kind' in value)]);

/** What events of a window can be asked for; `query` and the single filters must all hold. */
export const EVENT_FILTER = {
  /** Narrows the scope; ids outside it find nothing. */
  tenantIds: z.array(uuidParam).min(1).optional(),
  fromUs: microsecondsParam,
  /** Exclusive. */
  toUs: microsecondsParam,
  /** Source or destination. */
  ip: text.optional(),
  srcIp: text.optional(),
  dstIp: text.optional(),
  dstPort: z.number().int().min(0).max(65_535).optional(),
  appProtocol: text.optional(),
  otAccess: text.optional(),
  classUid: z.number().int().min(0).optional(),
  sensorId: uuidParam.optional(),
  /** In the message or the raw line, whatever the case. */
  text: text.optional(),
  query: query.optional(),
} as const;

const CLAUSES = {
  tenantIds: 'tenant_id IN {tenantIds:Array(UUID)}',
  ip: '(src_ip = {ip:String} OR dst_ip = {ip:String})',
  srcIp: 'src_ip = {srcIp:String}',
  dstIp: 'dst_ip = {dstIp:String}',
  dstPort: 'dst_port = {dstPort:UInt16}',
  appProtocol: 'app_protocol = {appProtocol:String}',
  otAccess: 'ot_access = {otAccess:String}',
  classUid: 'class_uid = {classUid:UInt32}',
  sensorId: 'sensor_id = {sensorId:UUID}',
  text: '(positionCaseInsensitiveUTF8(message, {text:String}) > 0 OR positionCaseInsensitive(raw, {text:String}) > 0)',
} as const;

type Filter = { readonly query?: Query | undefined } & { readonly [K in keyof typeof CLAUSES]?: unknown };

const compiled = (filter: Filter): CompiledQuery => (filter.query ? compileQuery(filter.query) : { where: '1', params: {} });

/** The predicates of a filter beside tenants: window, single filters, query. */
export function filterClauses(filter: Filter): string {
  const single = (Object.keys(CLAUSES) as (keyof typeof CLAUSES)[]).filter((key) => filter[key] !== undefined).map((key) => CLAUSES[key]);
  const all = filter.query && filter.query.kind !== 'all' ? [...single, compiled(filter).where] : single;
  return ["time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')", ...all].map((clause) => `    AND ${clause}\n`).join('');
}

/** The values that `filterClauses` has placeholders for. */
export function filterValues<F extends Filter>(filter: F): Record<string, unknown> {
  const { query: _, ...rest } = filter;
  return { ...rest, ...compiled(filter).params };
}
