SELECT toString(tenant_id) AS tenantId, toString(sensor_id) AS sensorId, count() AS lines, sum(events) AS events
FROM reparsed FINAL
WHERE tenant_id IN {tenants:Array(UUID)}
  AND ingested_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC') AND ingested_at < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')
GROUP BY tenant_id, sensor_id
ORDER BY tenantId, sensorId
