SELECT toString(tenant_id) AS tenantId, intDiv(toUnixTimestamp(minute), {stepMinutes:UInt32} * 60) * {stepMinutes:UInt32} * 60000 AS startMs, class_uid AS classUid,
  sum(events) AS events, sum(bytes) AS bytes
FROM event_minutes
WHERE tenant_id IN {tenants:Array(UUID)}
  AND minute >= toStartOfMinute(toDateTime(intDiv({fromMs:Int64}, 1000), 'UTC')) AND minute < toDateTime(intDiv({toMs:Int64} + 999, 1000), 'UTC')
  AND site_id = {siteId:UUID}
  AND class_uid = {classUid:UInt32}
GROUP BY tenant_id, startMs, class_uid
ORDER BY tenantId, startMs, classUid LIMIT 200000
