import { z } from 'zod';
import { defineRead } from '../tenant-read.ts';
import { microsecondsParam } from './parameters.ts';

/** Exact number of events per tenant and OCSF class in [fromUs, toUs). */
export const countEventsByClass = defineRead({
  name: 'countEventsByClass',
  tables: ['events'],
  params: z.object({ fromUs: microsecondsParam, toUs: microsecondsParam }),
  row: z.object({ tenantId: z.string(), classUid: z.number().int(), events: z.number().int() }),
  sql: `
SELECT toString(tenant_id) AS tenantId, class_uid AS classUid, count() AS events
FROM events FINAL
WHERE tenant_id IN {tenants:Array(UUID)} AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
GROUP BY tenant_id, class_uid
ORDER BY tenantId, classUid`,
});
