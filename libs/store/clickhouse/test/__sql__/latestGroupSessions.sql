SELECT toString(tenant_id) AS tenantId, group_key AS groupKey, toString(case_id) AS caseId,
  toUnixTimestamp64Micro(min(session_started_at)) AS sessionStartedAtUs, toUnixTimestamp64Micro(max(finding_time)) AS lastFindingTimeUs, count() AS findings
FROM finding_cases FINAL
WHERE tenant_id IN {tenants:Array(UUID)} AND group_key IN {groupKeys:Array(String)}
GROUP BY tenant_id, group_key, case_id
ORDER BY lastFindingTimeUs DESC, caseId
LIMIT 1 BY tenantId, groupKey
