SELECT toString(tenant_id) AS tenantId, toUnixTimestamp64Micro(time) - positiveModulo(toUnixTimestamp64Micro(time), {intervalUs:Int64}) AS startUs, count() AS events
FROM events FINAL
    WHERE tenant_id IN {tenants:Array(UUID)}
    AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
    AND ((dst_port = {q0:Int64} AND dst_port != 0))
GROUP BY tenant_id, startUs
ORDER BY startUs, tenantId
