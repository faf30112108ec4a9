SELECT arrayJoin(arrayDistinct([toString(sensor_id)])) AS value, count() AS events
FROM events FINAL
    WHERE tenant_id IN {tenants:Array(UUID)}
    AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
GROUP BY value HAVING value NOT IN ('', '00000000-0000-0000-0000-000000000000')
ORDER BY events DESC, value LIMIT {limit:UInt32}
