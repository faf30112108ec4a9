import { z } from 'zod';
import { defineRead } from '../tenant-read.ts';
import { limitParam, millisecondsParam } from './parameters.ts';

/** Addresses (IP with MAC, '' where none was seen) that events named since an instant. Their event counts come from a roll-up and are not exact. */
export const listObservations = defineRead({
  name: 'listObservations',
  tables: ['asset_observations'],
  params: z.object({ sinceMs: millisecondsParam, limit: limitParam.default(10_000) }),
  row: z.object({
    tenantId: z.string(),
    siteId: z.string(),
    ip: z.string(),
    mac: z.string(),
    firstSeenUs: z.number().int(),
    lastSeenUs: z.number().int(),
    lastIngestedMs: z.number().int(),
    events: z.number().int(),
    sampleEventId: z.string(),
  }),
  sql: `
SELECT toString(tenant_id) AS tenantId, toString(site_id) AS siteId, ip, mac,
  toUnixTimestamp64Micro(min(first_seen)) AS firstSeenUs, toUnixTimestamp64Micro(max(last_seen)) AS lastSeenUs,
  toUnixTimestamp64Milli(max(last_ingested)) AS lastIngestedMs, sum(events) AS events, toString(any(sample_event_id)) AS sampleEventId
FROM asset_observations
WHERE tenant_id IN {tenants:Array(UUID)}
GROUP BY tenant_id, site_id, ip, mac
HAVING max(last_ingested) >= fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC')
ORDER BY lastIngestedMs, ip, mac LIMIT {limit:UInt32}`,
});
