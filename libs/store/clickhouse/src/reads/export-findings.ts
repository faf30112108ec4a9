import { z } from 'zod';
import { FINDINGS } from '../tables/findings-table.ts';
import { defineRead } from '../tenant-read.ts';
import { microsecondsParam, millisecondsParam } from './parameters.ts';

/** Every finding of [fromUs, toUs) that had been stored by `snapshotMs`, in key order (tenant, detection, time, id): use `.stream`. */
export const exportFindings = defineRead({
  name: 'exportFindings',
  tables: ['findings'],
  params: z.object({ fromUs: microsecondsParam, toUs: microsecondsParam, snapshotMs: millisecondsParam }),
  row: FINDINGS.rowSchema,
  maxSeconds: 600,
  sql: `
SELECT ${FINDINGS.select()}
FROM findings FINAL
WHERE tenant_id IN {tenants:Array(UUID)} AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
  AND detected_at <= fromUnixTimestamp64Milli({snapshotMs:Int64}, 'UTC')
ORDER BY tenant_id, detection_id, time, finding_id`,
});
