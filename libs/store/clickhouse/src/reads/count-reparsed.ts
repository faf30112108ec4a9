import { z } from 'zod';
import { defineRead } from '../tenant-read.ts';
import { millisecondsParam } from './parameters.ts';

/** Exact number of lines per sensor received in [fromMs, toMs) that were unparsed at first and that a later parser understood, and of their events. */
export const countReparsed = defineRead({
  name: 'countReparsed',
  tables: ['reparsed'],
  params: z.object({ fromMs: millisecondsParam, toMs: millisecondsParam }),
  row: z.object({ tenantId: z.string(), sensorId: z.string(), lines: z.number().int(), events: z.number().int() }),
  sql: `
SELECT toString(tenant_id) AS tenantId, toString(sensor_id) AS sensorId, count() AS lines, sum(events) AS events
FROM reparsed FINAL
WHERE tenant_id IN {tenants:Array(UUID)}
  AND ingested_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC') AND ingested_at < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')
GROUP BY tenant_id, sensor_id
ORDER BY tenantId, sensorId`,
});
