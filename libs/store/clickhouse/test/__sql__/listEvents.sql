SELECT if(tenant_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(tenant_id)) AS tenantId, if(event_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(event_id)) AS eventId, toUnixTimestamp64Micro(time) AS timeUs, toUnixTimestamp64Milli(ingested_at) AS ingestedAtMs, if(sensor_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(sensor_id)) AS sensorId, if(site_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(site_id)) AS siteId, source, class_uid AS classUid, activity_id AS activityId, type_uid AS typeUid, severity_id AS severityId, src_ip AS srcIp, src_port AS srcPort, src_mac AS srcMac, dst_ip AS dstIp, dst_port AS dstPort, dst_mac AS dstMac, if(src_asset_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(src_asset_id)) AS srcAssetId, if(dst_asset_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(dst_asset_id)) AS dstAssetId, if(src_zone_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(src_zone_id)) AS srcZoneId, if(dst_zone_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(dst_zone_id)) AS dstZoneId, app_protocol AS appProtocol, ot_function_code AS otFunctionCode, ot_function AS otFunction, ot_access AS otAccess, ot_unit_id AS otUnitId, ot_address_start AS otAddressStart, ot_address_count AS otAddressCount, message, attrs, flags, raw
FROM events FINAL
WHERE tenant_id IN {tenants:Array(UUID)}
  AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
  AND (tenant_id, class_uid, time, event_id) IN (
    SELECT tenant_id, class_uid, time, event_id FROM events FINAL
    WHERE tenant_id IN {tenants:Array(UUID)}
    AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
    ORDER BY time DESC, event_id DESC LIMIT {limit:UInt32})
ORDER BY time DESC, event_id DESC
