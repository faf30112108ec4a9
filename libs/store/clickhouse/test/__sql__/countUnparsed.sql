SELECT toString(tenant_id) AS tenantId, count() AS lines
FROM unparsed FINAL
WHERE tenant_id IN {tenants:Array(UUID)}
  AND ingested_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC') AND ingested_at < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')
  AND ingested_at <= fromUnixTimestamp64Milli({snapshotMs:Int64}, 'UTC')
GROUP BY tenant_id
ORDER BY tenantId
