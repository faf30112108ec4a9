import { z } from 'zod';
import { FINDINGS } from '../tables/findings-table.ts';
import { defineRead } from '../tenant-read.ts';
import { limitParam, millisecondsParam } from './parameters.ts';

/** Undelivered findings of one group that are read at once: a flood in one group must not hide the first finding of another. */
const PER_GROUP = 200;

/**
 * Findings detected since an instant, oldest event first, with the case each was given to: `caseId` '' and `caseStatus` ''
 * where none was. Ask with an overlap: ids make reading a finding twice harmless.
 */
export const newFindings = defineRead({
  name: 'newFindings',
  tables: ['findings', 'finding_cases'],
  params: z.object({ sinceMs: millisecondsParam, limit: limitParam.default(10_000), onlyUndelivered: z.boolean().default(false) }),
  row: z.intersection(FINDINGS.rowSchema, z.object({ caseId: z.string(), caseStatus: z.enum(['', 'assigned', 'delivered']) })),
  sql: (p) => `
SELECT ${FINDINGS.select()},
  if(given.status = '', '', toString(given.case_id)) AS caseId, given.status AS caseStatus
FROM findings FINAL
LEFT JOIN (
  SELECT tenant_id, finding_id, case_id, toString(status) AS status FROM finding_cases FINAL WHERE tenant_id IN {tenants:Array(UUID)}
    AND finding_id IN (SELECT finding_id FROM findings WHERE tenant_id IN {tenants:Array(UUID)} AND detected_at >= fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC'))
) AS given USING (tenant_id, finding_id)
WHERE tenant_id IN {tenants:Array(UUID)} AND detected_at >= fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC')
${p.onlyUndelivered ? "  AND given.status != 'delivered'\n" : ''}ORDER BY time, finding_id
${p.onlyUndelivered ? `LIMIT ${PER_GROUP} BY tenantId, groupKey\n` : ''}LIMIT {limit:UInt32}`,
});
