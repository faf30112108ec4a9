SELECT toString(tenant_id) AS tenantId, toString(site_id) AS siteId, ip, mac,
  toUnixTimestamp64Micro(min(first_seen)) AS firstSeenUs, toUnixTimestamp64Micro(max(last_seen)) AS lastSeenUs,
  toUnixTimestamp64Milli(max(last_ingested)) AS lastIngestedMs, sum(events) AS events, toString(any(sample_event_id)) AS sampleEventId
FROM asset_observations
WHERE tenant_id IN {tenants:Array(UUID)}
GROUP BY tenant_id, site_id, ip, mac
HAVING max(last_ingested) >= fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC')
ORDER BY lastIngestedMs, ip, mac LIMIT {limit:UInt32}
