import { z } from 'zod';
import { UNPARSED } from '../tables/unparsed-table.ts';
import { defineRead } from '../tenant-read.ts';
import { limitParam, millisecondsParam, uuidParam } from './parameters.ts';

const params = z.object({
  fromMs: millisecondsParam,
  toMs: millisecondsParam,
  sensorId: uuidParam.optional(),
  source: z.string().min(1).max(200).optional(),
  /** Exactly this reason. */
  reason: z.string().min(1).max(2000).optional(),
  /** Leaves out lines that a later parser understood. */
  onlyOpen: z.boolean().optional(),
  /** The last row of the page before. */
  beforeMs: millisecondsParam.optional(),
  beforeId: uuidParam.optional(),
  limit: limitParam,
}).refine((p) => (p.beforeMs === undefined) === (p.beforeId === undefined), 'beforeMs and beforeId go together');

const CLAUSES = {
  sensorId: 'sensor_id = {sensorId:UUID}',
  source: 'source = {source:String}',
  reason: 'reason = {reason:String}',
  beforeId: "(ingested_at, line_id) < (fromUnixTimestamp64Milli({beforeMs:Int64}, 'UTC'), {beforeId:UUID})",
} as const;
const MARKS = 'SELECT tenant_id, sensor_id, line_id FROM reparsed WHERE tenant_id IN {tenants:Array(UUID)}';

/**
 * Lines received in [fromMs, toMs) that no parser understood, newest first, a page at a time; `reparsed` says that a later parser did. `rawBase64`
 * is set only where the line is not UTF-8.
 */
export const listUnparsed = defineRead({
  name: 'listUnparsed',
  tables: ['unparsed', 'reparsed'],
  params,
  row: z.intersection(UNPARSED.rowSchema, z.object({ rawBase64: z.string(), reparsed: z.number().int().transform((one) => one === 1) })),
  sql: (p) => {
    const clauses = (Object.keys(CLAUSES) as (keyof typeof CLAUSES)[]).filter((key) => p[key] !== undefined).map((key) => `  AND ${CLAUSES[key]}\n`);
    if (p.onlyOpen === true) clauses.push(`  AND (tenant_id, sensor_id, line_id) NOT IN (${MARKS})\n`);
    return `
SELECT ${UNPARSED.select()}, if(isValidUTF8(raw), '', base64Encode(raw)) AS rawBase64,
  (tenant_id, sensor_id, line_id) IN (${MARKS}) AS reparsed
FROM unparsed FINAL
WHERE tenant_id IN {tenants:Array(UUID)}
  AND ingested_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC') AND ingested_at < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')
${clauses.join('')}ORDER BY ingested_at DESC, line_id DESC LIMIT {limit:UInt32}`;
  },
});
