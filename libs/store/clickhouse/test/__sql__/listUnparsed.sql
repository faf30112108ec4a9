SELECT if(tenant_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(tenant_id)) AS tenantId, if(line_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(line_id)) AS lineId, toUnixTimestamp64Milli(ingested_at) AS ingestedAtMs, if(sensor_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(sensor_id)) AS sensorId, if(site_id = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(site_id)) AS siteId, source, reason, size, sha256, raw, if(isValidUTF8(raw), '', base64Encode(raw)) AS rawBase64,
  (tenant_id, sensor_id, line_id) IN (SELECT tenant_id, sensor_id, line_id FROM reparsed WHERE tenant_id IN {tenants:Array(UUID)}) AS reparsed
FROM unparsed FINAL
WHERE tenant_id IN {tenants:Array(UUID)}
  AND ingested_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC') AND ingested_at < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')
ORDER BY ingested_at DESC, line_id DESC LIMIT {limit:UInt32}
