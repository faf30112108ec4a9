import { z } from 'zod';
import { EVENTS } from '../tables/events-table.ts';
import { defineRead } from '../tenant-read.ts';
import { microsecondsParam, millisecondsParam } from './parameters.ts';

/**
 * Every event of [fromUs, toUs) that had been stored by `snapshotMs`, in key order (tenant, class, time, id): use `.stream`.
 * `rawBase64` is set only where the line is not UTF-8.
 */
export const exportEvents = defineRead({
  name: 'exportEvents',
  tables: ['events'],
  params: z.object({ fromUs: microsecondsParam, toUs: microsecondsParam, snapshotMs: millisecondsParam }),
  row: z.intersection(EVENTS.rowSchema, z.object({ rawBase64: z.string() })),
  maxSeconds: 600,
  sql: `
SELECT ${EVENTS.select()}, if(isValidUTF8(raw), '', base64Encode(raw)) AS rawBase64
FROM events FINAL
WHERE tenant_id IN {tenants:Array(UUID)} AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
  AND ingested_at <= fromUnixTimestamp64Milli({snapshotMs:Int64}, 'UTC')
ORDER BY tenant_id, class_uid, time, event_id`,
});
