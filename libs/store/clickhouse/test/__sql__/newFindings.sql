SELECT if(tenant_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(tenant_id)) AS tenantId, if(finding_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(finding_id)) AS findingId, toUnixTimestamp64Micro(time) AS timeUs, toUnixTimestamp64Milli(detected_at) AS detectedAtMs, detection_id AS detectionId, detection_version AS detectionVersion, kind, title, reason, severity_id AS severityId, confidence, if(site_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(site_id)) AS siteId, if(sensor_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(sensor_id)) AS sensorId, if(asset_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(asset_id)) AS assetId, if(zone_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(zone_id)) AS zoneId, src_ip AS srcIp, dst_ip AS dstIp, group_key AS groupKey, techniques, event_ids AS eventIds, matched, next_steps AS nextSteps,
  if(given.status = '', '', toString(given.case_id)) AS caseId, given.status AS caseStatus
FROM findings FINAL
LEFT JOIN (
  SELECT tenant_id, finding_id, case_id, toString(status) AS status FROM finding_cases FINAL WHERE tenant_id IN {tenants:Array(UUID)}
    AND finding_id IN (SELECT finding_id FROM findings WHERE tenant_id IN {tenants:Array(UUID)} AND detected_at >= fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC'))
) AS given USING (tenant_id, finding_id)
WHERE tenant_id IN {tenants:Array(UUID)} AND detected_at >= fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC')
ORDER BY time, finding_id
LIMIT {limit:UInt32}
