import type { TenantTable } from '../tenant-read.ts';
import type { RetentionPlan } from './retention-plan.ts';

const DAY_MS = 86_400_000;

/** Which rows of one customer have outlived the plan, per table, as the condition of a DELETE. Its only inputs are integers and the checked tenant id. */
export function expiryConditions(tenantId: string, plan: RetentionPlan, nowMs: number): ReadonlyMap<TenantTable, string> {
  const mine = `tenant_id = toUUID('${tenantId}')`;
  const cutoff = (kept: number | undefined): number => Math.floor(nowMs - (kept ?? plan.days) * DAY_MS);
  const at = (ms: number): string => `fromUnixTimestamp64Milli(${integer(ms)}, 'UTC')`;
  const outside = (column: string): string => plan.holds.map(({ fromMs, toMs }) => ` AND NOT (${column} >= ${at(fromMs)} AND ${column} < ${at(toMs)})`).join('');
  const older = (column: string, kept?: number): string => `${mine} AND ${column} < ${at(cutoff(kept))}${outside(column)}`;
  // What arrives with an old time was acknowledged as stored: it is kept as long as what is as young as its arrival. A clock that is ahead keeps nothing for longer.
  const past = (kept?: number): string => `(time < ${at(cutoff(kept))} OR time > ${at(Math.floor(nowMs) + DAY_MS)}) AND ingested_at < ${at(cutoff(kept))}`;
  // The same for what is found in it, and for holds: a device with a wrong clock is evidence of the days in which it spoke.
  const bothOlder = (column: string, arrival: string): string => `${older(column, plan.findingDays)} AND ${arrival} < ${at(cutoff(plan.findingDays))}${outside(arrival)}`;

  const classes = Object.entries(plan.classDays).map(([uid, kept]) => [integer(Number(uid)), kept] as const);
  const others = classes.length === 0 ? '' : `class_uid NOT IN (${classes.map(([uid]) => uid).join(', ')}) AND `;
  const events = [`(${others}${past()})`, ...classes.map(([uid, kept]) => `(class_uid = ${uid} AND ${past(kept)})`)].join(' OR ');
  // A day or minute of a roll-up goes when all of it is too old, and stays when any of it is held.
  const wholeStep = (column: string, seconds: number): string =>
    `${mine} AND ${column} < toDateTime(${integer(Math.max(0, Math.floor((cutoff(plan.rollupDays) - seconds * 1000) / 1000)))}, 'UTC')` +
    plan.holds.map(({ fromMs, toMs }) => ` AND NOT (${column} > toDateTime(${seconds32(fromMs / 1000 - seconds)}, 'UTC') AND ${column} < toDateTime(${seconds32(toMs / 1000)}, 'UTC'))`).join('');
  return new Map<TenantTable, string>([
    ['events', `${mine} AND (${events})${outside('time')}${outside('ingested_at')}`],
    ['findings', bothOlder('time', 'detected_at')],
    ['finding_cases', bothOlder('finding_time', 'updated_at')],
    ['unparsed', older('ingested_at', plan.unparsedDays)],
    ['reparsed', older('ingested_at', plan.unparsedDays)],
    ['conversations', wholeStep('toDateTime(day, \'UTC\')', 86_400)],
    ['sensor_activity', wholeStep('minute', 60)],
    ['event_minutes', wholeStep('minute', 60)],
    // One row stands for all times of an address: it goes when the address was last seen too long ago, all its unmerged parts at once, and stays when any of it is held.
    ['asset_observations', `${mine} AND (site_id, ip, mac) IN (SELECT site_id, ip, mac FROM asset_observations WHERE ${mine} GROUP BY site_id, ip, mac HAVING max(last_seen) < ${at(cutoff(plan.rollupDays))}${plan.holds.map(({ fromMs, toMs }) => ` AND NOT (max(last_seen) >= ${at(fromMs)} AND min(first_seen) < ${at(toMs)})`).join('')})`],
  ]);
}

function integer(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`${value} is no integer`);
  return String(value);
}

function seconds32(value: number): string {
  return integer(Math.min(4_294_967_295, Math.max(0, Math.floor(value))));
}
