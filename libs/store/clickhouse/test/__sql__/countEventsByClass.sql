SELECT toString(tenant_id) AS tenantId, class_uid AS classUid, count() AS events
FROM events FINAL
WHERE tenant_id IN {tenants:Array(UUID)} AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
GROUP BY tenant_id, class_uid
ORDER BY tenantId, classUid
