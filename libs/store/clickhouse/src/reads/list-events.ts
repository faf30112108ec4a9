import { z } from 'zod';
import { EVENT_FILTER, filterClauses, filterValues } from '../search/event-filter.ts';
import { SEARCH_COST, SEARCH_SECONDS } from '../search/search-cost.ts';
import { EVENTS } from '../tables/events-table.ts';
import { defineRead } from '../tenant-read.ts';
import { limitParam, microsecondsParam, uuidParam } from './parameters.ts';

const params = z.object({
  ...EVENT_FILTER,
  /** The last row of the page before. */
  beforeUs: microsecondsParam.optional(),
  beforeId: uuidParam.optional(),
  limit: limitParam,
}).refine((p) => (p.beforeUs === undefined) === (p.beforeId === undefined), 'beforeUs and beforeId go together');

const BEFORE = "    AND (time, event_id) < (fromUnixTimestamp64Micro({beforeUs:Int64}, 'UTC'), {beforeId:UUID})\n";

/** Events of a time window, newest first, a page at a time. Keys are found on narrow columns first; only the page's rows are read whole. */
export const listEvents = defineRead({
  name: 'listEvents',
  tables: ['events'],
  params,
  values: filterValues,
  row: EVENTS.rowSchema,
  maxSeconds: SEARCH_SECONDS,
  cost: SEARCH_COST,
  sql: (p) => `
SELECT ${EVENTS.select()}
FROM events FINAL
WHERE tenant_id IN {tenants:Array(UUID)}
  AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
  AND (tenant_id, class_uid, time, event_id) IN (
    SELECT tenant_id, class_uid, time, event_id FROM events FINAL
    WHERE tenant_id IN {tenants:Array(UUID)}
${filterClauses(p)}${p.beforeId === undefined ? '' : BEFORE}    ORDER BY time DESC, event_id DESC LIMIT {limit:UInt32})
ORDER BY time DESC, event_id DESC`,
});
