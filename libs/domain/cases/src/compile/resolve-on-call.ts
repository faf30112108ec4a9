import type { OnCallSchedule } from '../contract/contract-schema.ts';
import { zoneOffsetAt } from './zone-offset-at.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Monday 1970-01-05: where rotations begin that name no start. */
const FIRST_MONDAY = 4;

/** Who is on call, and by what: the weekly rotation or a dated override. */
export interface OnCallDuty {
  readonly personId: string;
  readonly source: 'rotation' | 'override';
}

/**
 * Who is on call at an instant (epoch ms); undefined in a gap. The last override in the list that covers the instant wins;
 * else the rotation moves on by one at each weekly handover on the schedule's own wall clock.
 */
export function resolveOnCall(schedule: OnCallSchedule, at: number): OnCallDuty | undefined {
  const override = schedule.overrides.findLast((it) => Date.parse(it.from) <= at && at < Date.parse(it.to));
  if (override !== undefined) return { personId: override.personId, source: 'override' };
  const handovers = handoversSince(schedule, at);
  if (schedule.startsOn !== undefined && handovers < 0) return undefined;
  const size = schedule.rotation.length;
  const personId = schedule.rotation[((handovers % size) + size) % size];
  return personId === undefined ? undefined : { personId, source: 'rotation' };
}

/** Weekly handovers between the start of the rotation and `at`; the first turn counts 0, before it negative. */
function handoversSince(schedule: OnCallSchedule, at: number): number {
  const local = at + zoneOffsetAt(schedule.timeZone, at);
  const { weekday, time } = schedule.handover;
  const handoverMs = (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * MINUTE_MS;
  const start = schedule.startsOn === undefined ? FIRST_MONDAY : Date.parse(`${schedule.startsOn}T00:00:00Z`) / DAY_MS;
  const firstHandoverDay = start + ((((weekday - isoWeekday(start)) % 7) + 7) % 7);
  return Math.floor((local - handoverMs - firstHandoverDay * DAY_MS) / (7 * DAY_MS));
}

function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
