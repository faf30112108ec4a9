import { z } from 'zod';
import { defineRead } from '../tenant-read.ts';
import { limitParam, uuidParam } from './parameters.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Who spoke to whom, per day range (UTC days, both included), busiest first. Counts come from a roll-up and are not exact. */
export const listConversations = defineRead({
  name: 'listConversations',
  tables: ['conversations'],
  params: z.object({ fromDay: day, toDay: day, siteId: uuidParam.optional(), ip: z.string().optional(), limit: limitParam.default(1000) }),
  row: z.object({
    tenantId: z.string(),
    siteId: z.string(),
    srcIp: z.string(),
    dstIp: z.string(),
    dstPort: z.number().int(),
    appProtocol: z.string(),
    otAccess: z.string(),
    events: z.number().int(),
    firstSeenUs: z.number().int(),
    lastSeenUs: z.number().int(),
  }),
  sql: (p) => `
SELECT toString(tenant_id) AS tenantId, toString(site_id) AS siteId, src_ip AS srcIp, dst_ip AS dstIp, dst_port AS dstPort,
  app_protocol AS appProtocol, ot_access AS otAccess, sum(events) AS events,
  toUnixTimestamp64Micro(min(first_seen)) AS firstSeenUs, toUnixTimestamp64Micro(max(last_seen)) AS lastSeenUs
FROM conversations
WHERE tenant_id IN {tenants:Array(UUID)} AND day BETWEEN {fromDay:Date} AND {toDay:Date}
${p.siteId === undefined ? '' : '  AND site_id = {siteId:UUID}\n'}${p.ip === undefined ? '' : '  AND (src_ip = {ip:String} OR dst_ip = {ip:String})\n'}GROUP BY tenant_id, site_id, src_ip, dst_ip, dst_port, app_protocol, ot_access
ORDER BY events DESC, tenantId, siteId, srcIp, dstIp, dstPort, appProtocol, otAccess LIMIT {limit:UInt32}`,
});
