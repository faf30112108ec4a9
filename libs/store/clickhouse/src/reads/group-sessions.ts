import { z } from 'zod';
import { defineRead } from '../tenant-read.ts';
import { microsecondsParam } from './parameters.ts';

/**
 * Every case of some finding groups that has a finding within [fromUs, toUs], with when it began and its last finding.
 * `detect` asks with the joining window on both sides, so that late findings of older events find the case of their time.
 */
export const groupSessions = defineRead({
  name: 'groupSessions',
  tables: ['finding_cases'],
  params: z.object({ groupKeys: z.array(z.string()).max(10_000), fromUs: microsecondsParam, toUs: microsecondsParam }),
  row: z.object({ tenantId: z.string(), groupKey: z.string(), caseId: z.string(), sessionStartedAtUs: z.number().int(), firstFindingTimeUs: z.number().int(), lastFindingTimeUs: z.number().int() }),
  sql: `
SELECT toString(tenant_id) AS tenantId, group_key AS groupKey, toString(case_id) AS caseId, toUnixTimestamp64Micro(min(session_started_at)) AS sessionStartedAtUs,
  toUnixTimestamp64Micro(min(finding_time)) AS firstFindingTimeUs, toUnixTimestamp64Micro(max(finding_time)) AS lastFindingTimeUs
FROM finding_cases FINAL
WHERE tenant_id IN {tenants:Array(UUID)} AND group_key IN {groupKeys:Array(String)}
GROUP BY tenant_id, group_key, case_id
HAVING max(finding_time) >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND min(finding_time) <= fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
ORDER BY tenantId, groupKey, sessionStartedAtUs, caseId`,
});
