import { z } from 'zod';
import { defineRead } from '../tenant-read.ts';
import { millisecondsParam } from './parameters.ts';

/**
 * Events and bytes of lines per tenant, site, source, class, severity and protocol in [fromMs, toMs), whole minutes by time of the event, most events first. From a
 * roll-up: a retried insert may count twice.
 */
export const ingestVolume = defineRead({
  name: 'ingestVolume',
  tables: ['event_minutes'],
  params: z.object({ fromMs: millisecondsParam, toMs: millisecondsParam }),
  row: z.object({
    tenantId: z.string(),
    siteId: z.string(),
    source: z.string(),
    classUid: z.number().int(),
    severityId: z.number().int(),
    appProtocol: z.string(),
    events: z.number().int(),
    bytes: z.number().int(),
  }),
  sql: `
SELECT toString(tenant_id) AS tenantId, toString(site_id) AS siteId, source, class_uid AS classUid, severity_id AS severityId, app_protocol AS appProtocol,
  sum(events) AS events, sum(bytes) AS bytes
FROM event_minutes
WHERE tenant_id IN {tenants:Array(UUID)}
  AND minute >= toStartOfMinute(toDateTime(intDiv({fromMs:Int64}, 1000), 'UTC')) AND minute < toDateTime(intDiv({toMs:Int64} + 999, 1000), 'UTC')
GROUP BY tenant_id, site_id, source, class_uid, severity_id, app_protocol
ORDER BY events DESC, tenantId, siteId, source, classUid, severityId, appProtocol LIMIT 10000`,
});
