SELECT toString(tenant_id) AS tenantId, toString(site_id) AS siteId, src_ip AS srcIp, dst_ip AS dstIp, dst_port AS dstPort,
  app_protocol AS appProtocol, ot_access AS otAccess, sum(events) AS events,
  toUnixTimestamp64Micro(min(first_seen)) AS firstSeenUs, toUnixTimestamp64Micro(max(last_seen)) AS lastSeenUs
FROM conversations
WHERE tenant_id IN {tenants:Array(UUID)} AND day BETWEEN {fromDay:Date} AND {toDay:Date}
GROUP BY tenant_id, site_id, src_ip, dst_ip, dst_port, app_protocol, ot_access
ORDER BY events DESC, tenantId, siteId, srcIp, dstIp, dstPort, appProtocol, otAccess LIMIT {limit:UInt32}
