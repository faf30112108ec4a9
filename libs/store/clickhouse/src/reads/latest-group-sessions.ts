import { z } from 'zod';
import { defineRead } from '../tenant-read.ts';

/** The latest session of each finding group: its case, when it began, and its last finding. Groups never seen have no row. */
export const latestGroupSessions = defineRead({
  name: 'latestGroupSessions',
  tables: ['finding_cases'],
  params: z.object({ groupKeys: z.array(z.string()).max(10_000) }),
  row: z.object({
    tenantId: z.string(),
    groupKey: z.string(),
    caseId: z.string(),
    sessionStartedAtUs: z.number().int(),
    lastFindingTimeUs: z.number().int(),
    findings: z.number().int(),
  }),
  sql: `
SELECT toString(tenant_id) AS tenantId, group_key AS groupKey, toString(case_id) AS caseId,
  toUnixTimestamp64Micro(min(session_started_at)) AS sessionStartedAtUs, toUnixTimestamp64Micro(max(finding_time)) AS lastFindingTimeUs, count() AS findings
FROM finding_cases FINAL
WHERE tenant_id IN {tenants:Array(UUID)} AND group_key IN {groupKeys:Array(String)}
GROUP BY tenant_id, group_key, case_id
ORDER BY lastFindingTimeUs DESC, caseId
LIMIT 1 BY tenantId, groupKey`,
});
