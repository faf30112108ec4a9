SELECT toString(event_id) AS eventId, toUnixTimestamp64Micro(min(time)) AS timeUs
FROM events
WHERE tenant_id IN {tenants:Array(UUID)} AND event_id IN {eventIds:Array(UUID)} AND time >= fromUnixTimestamp64Micro({sinceUs:Int64}, 'UTC')
GROUP BY event_id
ORDER BY eventId
