import { z } from 'zod';
import { EVENT_FILTER, filterClauses, filterValues } from '../search/event-filter.ts';
import { SEARCH_COST, SEARCH_SECONDS } from '../search/search-cost.ts';
import { defineRead } from '../tenant-read.ts';

const MAX_INTERVALS = 1_000;
const params = z.object({ ...EVENT_FILTER, intervalUs: z.number().int().min(1_000_000) })
  .refine((p) => (p.toUs - p.fromUs) / p.intervalUs <= MAX_INTERVALS, `at most ${MAX_INTERVALS} intervals`);

/** Events per interval of a window, earliest first, each counted once; intervals begin at multiples of their length since the epoch, and empty ones are left out. */
export const eventHistogram = defineRead({
  name: 'eventHistogram',
  tables: ['events'],
  params,
  values: filterValues,
  row: z.object({ tenantId: z.string(), startUs: z.number().int(), events: z.number().int() }),
  maxSeconds: SEARCH_SECONDS,
  cost: SEARCH_COST,
  sql: (p) => `
SELECT toString(tenant_id) AS tenantId, toUnixTimestamp64Micro(time) - positiveModulo(toUnixTimestamp64Micro(time), {intervalUs:Int64}) AS startUs, count() AS events
FROM events FINAL
    WHERE tenant_id IN {tenants:Array(UUID)}
${filterClauses(p)}GROUP BY tenant_id, startUs
ORDER BY startUs, tenantId`,
});
