SELECT arrayJoin([attrs[{path:String}]]) AS value, count() AS events
FROM events FINAL
    WHERE tenant_id IN {tenants:Array(UUID)}
    AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
    AND ((dst_port = {q0:Int64} AND dst_port != 0))
GROUP BY value HAVING value NOT IN ('', '')
ORDER BY events DESC, value LIMIT {limit:UInt32}
