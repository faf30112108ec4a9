import { z } from 'zod';
import { EVENTS } from '../tables/events-table.ts';
import { defineRead } from '../tenant-read.ts';
import { limitParam, microsecondsParam, uuidParam } from './parameters.ts';

const text = z.string().min(1).max(500);
const params = z.object({
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
  /** The last row of the page before. */
  beforeUs: microsecondsParam.optional(),
  beforeId: uuidParam.optional(),
  limit: limitParam,
}).refine((p) => (p.beforeUs === undefined) === (p.beforeId === undefined), 'beforeUs and beforeId go together');

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
  beforeId: "(time, event_id) < (fromUnixTimestamp64Micro({beforeUs:Int64}, 'UTC'), {beforeId:UUID})",
} as const;

/** Events of a time window, newest first, a page at a time. Keys are found on narrow columns first; only the page's rows are read whole. */
export const listEvents = defineRead({
  name: 'listEvents',
  tables: ['events'],
  params,
  row: EVENTS.rowSchema,
  sql: (p) => {
    const clauses = (Object.keys(CLAUSES) as (keyof typeof CLAUSES)[]).filter((key) => p[key] !== undefined).map((key) => `    AND ${CLAUSES[key]}\n`);
    return `
SELECT ${EVENTS.select()}
FROM events FINAL
WHERE tenant_id IN {tenants:Array(UUID)}
  AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
  AND (tenant_id, class_uid, time, event_id) IN (
    SELECT tenant_id, class_uid, time, event_id FROM events FINAL
    WHERE tenant_id IN {tenants:Array(UUID)}
    AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
${clauses.join('')}    ORDER BY time DESC, event_id DESC LIMIT {limit:UInt32})
ORDER BY time DESC, event_id DESC`;
  },
});
