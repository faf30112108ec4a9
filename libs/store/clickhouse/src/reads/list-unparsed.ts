import { z } from 'zod';
import { UNPARSED } from '../tables/unparsed-table.ts';
import { defineRead } from '../tenant-read.ts';
import { limitParam, millisecondsParam, uuidParam } from './parameters.ts';

/** Lines received in [fromMs, toMs) that no parser understood, newest first. */
export const listUnparsed = defineRead({
  name: 'listUnparsed',
  tables: ['unparsed'],
  params: z.object({ fromMs: millisecondsParam, toMs: millisecondsParam, sensorId: uuidParam.optional(), limit: limitParam }),
  row: UNPARSED.rowSchema,
  sql: (p) => `
SELECT ${UNPARSED.select()}
FROM unparsed FINAL
WHERE tenant_id IN {tenants:Array(UUID)}
  AND ingested_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC') AND ingested_at < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')
${p.sensorId === undefined ? '' : '  AND sensor_id = {sensorId:UUID}\n'}ORDER BY ingested_at DESC, line_id DESC LIMIT {limit:UInt32}`,
});
