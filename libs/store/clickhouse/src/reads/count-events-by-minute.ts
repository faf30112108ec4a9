import { z } from 'zod';
import { defineRead } from '../tenant-read.ts';
import { millisecondsParam, uuidParam } from './parameters.ts';

const params = z.object({
  fromMs: millisecondsParam,
  /** Exclusive. */
  toMs: millisecondsParam,
  /** Width of a step: 1 minute to 31 days; default one minute. */
  stepMinutes: z.number().int().min(1).max(44_640).default(1),
  siteId: uuidParam.optional(),
  classUid: z.number().int().min(0).optional(),
});

/**
 * Events per tenant, step and class, with the bytes of their lines, by time of the event; steps without events have no row. `startMs` is a multiple of the
 * step since 1970. From a roll-up of whole minutes: a retried insert may count twice, and minutes at the ends count whole.
 */
export const countEventsByMinute = defineRead({
  name: 'countEventsByMinute',
  tables: ['event_minutes'],
  params,
  row: z.object({ tenantId: z.string(), startMs: z.number().int(), classUid: z.number().int(), events: z.number().int(), bytes: z.number().int() }),
  sql: (p) => `
SELECT toString(tenant_id) AS tenantId, intDiv(toUnixTimestamp(minute), {stepMinutes:UInt32} * 60) * {stepMinutes:UInt32} * 60000 AS startMs, class_uid AS classUid,
  sum(events) AS events, sum(bytes) AS bytes
FROM event_minutes
WHERE tenant_id IN {tenants:Array(UUID)}
  AND minute >= toStartOfMinute(toDateTime(intDiv({fromMs:Int64}, 1000), 'UTC')) AND minute < toDateTime(intDiv({toMs:Int64} + 999, 1000), 'UTC')
${p.siteId === undefined ? '' : '  AND site_id = {siteId:UUID}\n'}${p.classUid === undefined ? '' : '  AND class_uid = {classUid:UInt32}\n'}GROUP BY tenant_id, startMs, class_uid
ORDER BY tenantId, startMs, classUid LIMIT 200000`,
});
