SELECT if(tenant_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(tenant_id)) AS tenantId, if(finding_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(finding_id)) AS findingId, toUnixTimestamp64Micro(time) AS timeUs, toUnixTimestamp64Milli(detected_at) AS detectedAtMs, detection_id AS detectionId, detection_version AS detectionVersion, kind, title, reason, severity_id AS severityId, confidence, if(site_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(site_id)) AS siteId, if(sensor_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(sensor_id)) AS sensorId, if(asset_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(asset_id)) AS assetId, if(zone_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(zone_id)) AS zoneId, src_ip AS srcIp, dst_ip AS dstIp, group_key AS groupKey, techniques, event_ids AS eventIds, matched, next_steps AS nextSteps
FROM findings FINAL
WHERE tenant_id IN {tenants:Array(UUID)}
  AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
  AND tenant_id IN {tenantIds:Array(UUID)}
  AND detection_id = {detectionId:String}
  AND asset_id = {assetId:UUID}
  AND (time, finding_id) < (fromUnixTimestamp64Micro({beforeUs:Int64}, 'UTC'), {beforeId:UUID})
ORDER BY time DESC, finding_id DESC LIMIT {limit:UInt32}
