import { z } from 'zod';
import { defineRead } from '../tenant-read.ts';
import { millisecondsParam } from './parameters.ts';

/**
 * Per sensor that ever sent: when it was last heard, and lines of the hour before `nowMs` (whole minutes). The counts come from
 * a roll-up: a retried insert may count a line twice.
 */
export const sensorActivity = defineRead({
  name: 'sensorActivity',
  tables: ['sensor_activity'],
  params: z.object({ nowMs: millisecondsParam }),
  row: z.object({
    tenantId: z.string(),
    sensorId: z.string(),
    lastSeenMs: z.number().int(),
    eventsLastHour: z.number().int(),
    unparsedLastHour: z.number().int(),
    bytesLastHour: z.number().int(),
  }),
  sql: `
SELECT toString(tenant_id) AS tenantId, toString(sensor_id) AS sensorId, toUnixTimestamp64Milli(max(last_ingested)) AS lastSeenMs,
  sumIf(events, recent) AS eventsLastHour, sumIf(unparsed, recent) AS unparsedLastHour, sumIf(bytes, recent) AS bytesLastHour
FROM (
  SELECT tenant_id, sensor_id, last_ingested, events, unparsed, bytes,
    minute > toDateTime(intDiv({nowMs:Int64}, 1000) - 3600, 'UTC') AS recent
  FROM sensor_activity WHERE tenant_id IN {tenants:Array(UUID)}
)
GROUP BY tenant_id, sensor_id
ORDER BY tenantId, sensorId`,
});
