import { z } from 'zod';
import { UNPARSED } from '../tables/unparsed-table.ts';
import { defineRead } from '../tenant-read.ts';
import { limitParam, millisecondsParam, uuidParam } from './parameters.ts';

/** Lines received in [fromMs, toMs) that no parser understood, newest first. `rawBase64` is set only where the line is not UTF-8. */
export const listUnparsed = defineRead({
  name: 'listUnparsed',
  tables: ['unparsed'],
  params: z.object({ fromMs: millisecondsParam, toMs: millisecondsParam, sensorId: uuidParam.optional(), limit: limitParam }),
  row: z.intersection(UNPARSED.rowSchema, z.object({ rawBase64: z.string() })),
  sql: (p) => `
SELECT ${UNPARSED.select()}, if(isValidUTF8(raw), '', base64Encode(raw)) AS rawBase64
FROM unparsed FINAL
WHERE tenant_id IN {tenants:Array(UUID)}
  AND ingested_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC') AND ingested_at < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')
${p.sensorId === undefined ? '' : '  AND sensor_id = {sensorId:UUID}\n'}ORDER BY ingested_at DESC, line_id DESC LIMIT {limit:UInt32}`,
});
