SELECT toString(tenant_id) AS tenantId, group_key AS groupKey, toString(case_id) AS caseId, toUnixTimestamp64Micro(min(session_started_at)) AS sessionStartedAtUs,
  toUnixTimestamp64Micro(min(finding_time)) AS firstFindingTimeUs, toUnixTimestamp64Micro(max(finding_time)) AS lastFindingTimeUs
FROM finding_cases FINAL
WHERE tenant_id IN {tenants:Array(UUID)} AND group_key IN {groupKeys:Array(String)}
GROUP BY tenant_id, group_key, case_id
HAVING max(finding_time) >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND min(finding_time) <= fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
ORDER BY tenantId, groupKey, sessionStartedAtUs, caseId
