SELECT tenantId, sensorId, min(start) AS fromMs, max(end) AS toMs
FROM (
  SELECT tenantId, sensorId, start, end, sum(opens) OVER (PARTITION BY tenantId, sensorId ORDER BY start ROWS UNBOUNDED PRECEDING) AS span
  FROM (
    SELECT tenantId, sensorId, start, end,
      (start - lagInFrame(end, 1, start) OVER (PARTITION BY tenantId, sensorId ORDER BY start ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) > {joinMs:Int64} AS opens
    FROM (
      SELECT toString(tenant_id) AS tenantId, toString(sensor_id) AS sensorId, toInt64(toUnixTimestamp(minute)) * 1000 AS start,
        toUnixTimestamp64Milli(max(last_ingested)) AS end
      FROM sensor_activity
      WHERE tenant_id IN {tenants:Array(UUID)} AND sensor_id IN {sensorIds:Array(UUID)}
        AND minute >= toStartOfMinute(toDateTime(intDiv({fromMs:Int64}, 1000), 'UTC')) AND minute < toDateTime(intDiv({toMs:Int64} + 999, 1000), 'UTC')
      GROUP BY tenant_id, sensor_id, minute
    )
  )
)
GROUP BY tenantId, sensorId, span
ORDER BY tenantId, sensorId, fromMs
