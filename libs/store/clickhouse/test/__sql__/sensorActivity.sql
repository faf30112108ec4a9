SELECT toString(tenant_id) AS tenantId, toString(sensor_id) AS sensorId, toUnixTimestamp64Milli(max(last_ingested)) AS lastSeenMs,
  sumIf(events, recent) AS eventsLastHour, sumIf(unparsed, recent) AS unparsedLastHour, sumIf(bytes, recent) AS bytesLastHour
FROM (
  SELECT tenant_id, sensor_id, last_ingested, events, unparsed, bytes,
    minute > toDateTime(intDiv({nowMs:Int64}, 1000) - 3600, 'UTC') AS recent
  FROM sensor_activity WHERE tenant_id IN {tenants:Array(UUID)}
)
GROUP BY tenant_id, sensor_id
ORDER BY tenantId, sensorId
