import { z } from 'zod';
import { defineRead } from '../tenant-read.ts';
import { limitParam, uuidParam } from './parameters.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Addresses that sent most events, and to how many others, per day range (UTC days, both included). Counts come from a roll-up and are not exact. */
export const topTalkers = defineRead({
  name: 'topTalkers',
  tables: ['conversations'],
  params: z.object({ fromDay: day, toDay: day, siteId: uuidParam.optional(), limit: limitParam.default(10) }),
  row: z.object({ tenantId: z.string(), siteId: z.string(), ip: z.string(), events: z.number().int(), peers: z.number().int() }),
  sql: (p) => `
SELECT toString(tenant_id) AS tenantId, toString(site_id) AS siteId, src_ip AS ip, sum(events) AS events, uniq(dst_ip) AS peers
FROM conversations
WHERE tenant_id IN {tenants:Array(UUID)} AND day BETWEEN {fromDay:Date} AND {toDay:Date}
${p.siteId === undefined ? '' : '  AND site_id = {siteId:UUID}\n'}GROUP BY tenant_id, site_id, src_ip
ORDER BY events DESC, tenantId, siteId, ip LIMIT {limit:UInt32}`,
});
