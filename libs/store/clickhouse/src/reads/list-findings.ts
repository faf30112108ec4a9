import { z } from 'zod';
import { FINDINGS } from '../tables/findings-table.ts';
import { defineRead } from '../tenant-read.ts';
import { limitParam, microsecondsParam, uuidParam } from './parameters.ts';

const CLAUSES = {
  tenantIds: 'tenant_id IN {tenantIds:Array(UUID)}',
  detectionId: 'detection_id = {detectionId:String}',
  assetId: 'asset_id = {assetId:UUID}',
  beforeId: "(time, finding_id) < (fromUnixTimestamp64Micro({beforeUs:Int64}, 'UTC'), {beforeId:UUID})",
} as const;

/** Findings of a time window, newest first, a page at a time. */
export const listFindings = defineRead({
  name: 'listFindings',
  tables: ['findings'],
  params: z.object({
    tenantIds: z.array(uuidParam).min(1).optional(),
    fromUs: microsecondsParam,
    /** Exclusive. */
    toUs: microsecondsParam,
    detectionId: z.string().optional(),
    assetId: uuidParam.optional(),
    /** The last row of the page before. */
    beforeUs: microsecondsParam.optional(),
    beforeId: uuidParam.optional(),
    limit: limitParam,
  }).refine((p) => (p.beforeUs === undefined) === (p.beforeId === undefined), 'beforeUs and beforeId go together'),
  row: FINDINGS.rowSchema,
  sql: (p) => `
SELECT ${FINDINGS.select()}
FROM findings FINAL
WHERE tenant_id IN {tenants:Array(UUID)}
  AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')
${(Object.keys(CLAUSES) as (keyof typeof CLAUSES)[]).filter((key) => p[key] !== undefined).map((key) => `  AND ${CLAUSES[key]}\n`).join('')}ORDER BY time DESC, finding_id DESC LIMIT {limit:UInt32}`,
});
