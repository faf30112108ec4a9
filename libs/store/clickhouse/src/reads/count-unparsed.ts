import { z } from 'zod';
import { defineRead } from '../tenant-read.ts';
import { millisecondsParam } from './parameters.ts';

/** Exact number of lines per tenant received in [fromMs, toMs) that no parser understood, as known at `snapshotMs`. */
export const countUnparsed = defineRead({
  name: 'countUnparsed',
  tables: ['unparsed'],
  params: z.object({ fromMs: millisecondsParam, toMs: millisecondsParam, snapshotMs: millisecondsParam }),
  row: z.object({ tenantId: z.string(), lines: z.number().int() }),
  sql: `
SELECT toString(tenant_id) AS tenantId, count() AS lines
FROM unparsed FINAL
WHERE tenant_id IN {tenants:Array(UUID)}
  AND ingested_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC') AND ingested_at < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')
  AND ingested_at <= fromUnixTimestamp64Milli({snapshotMs:Int64}, 'UTC')
GROUP BY tenant_id
ORDER BY tenantId`,
});
