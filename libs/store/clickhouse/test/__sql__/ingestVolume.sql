SELECT toString(tenant_id) AS tenantId, toString(site_id) AS siteId, source, class_uid AS classUid, severity_id AS severityId, app_protocol AS appProtocol,
  sum(events) AS events, sum(bytes) AS bytes
FROM event_minutes
WHERE tenant_id IN {tenants:Array(UUID)}
  AND minute >= toStartOfMinute(toDateTime(intDiv({fromMs:Int64}, 1000), 'UTC')) AND minute < toDateTime(intDiv({toMs:Int64} + 999, 1000), 'UTC')
GROUP BY tenant_id, site_id, source, class_uid, severity_id, app_protocol
ORDER BY events DESC, tenantId, siteId, source, classUid, severityId, appProtocol LIMIT 10000
