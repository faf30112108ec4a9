SELECT toString(tenant_id) AS tenantId, toString(site_id) AS siteId, src_ip AS ip, sum(events) AS events, uniq(dst_ip) AS peers
FROM conversations
WHERE tenant_id IN {tenants:Array(UUID)} AND day BETWEEN {fromDay:Date} AND {toDay:Date}
  AND site_id = {siteId:UUID}
GROUP BY tenant_id, site_id, src_ip
ORDER BY events DESC, tenantId, siteId, ip LIMIT {limit:UInt32}
