import { CASE_SEVERITIES } from '@watchfloor/core';
import { z } from 'zod';

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "must be a time of day 'HH:MM' (00:00 to 24:00)");
const interval = z.tuple([clockTime, clockTime]);
const localDate = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, "must be a date 'YYYY-MM-DD'");
const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone, for example Europe/Rome');
const weekday = z.enum(['1', '2', '3', '4', '5', '6', '7']);
const instant = z.iso.datetime({ offset: true, error: 'must be an ISO 8601 time with an offset or Z' });
const percent = z.number().int().min(1).max(99);
const id = z.string().min(1).max(200);

const calendar = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('24x7') }),
  z.strictObject({
    kind: z.literal('weekly'),
    timeZone,
    weekly: z.partialRecord(weekday, z.array(interval)),
    exceptions: z.record(localDate, z.array(interval)).default({}),
  }),
]);

const clock = z.strictObject({
  targetMinutes: z.number().positive().max(5_256_000),
  calendar: id,
  warnPercent: z.union([percent, z.array(percent).max(10)]).default(75),
});

const target = z.strictObject({ kind: z.enum(['person', 'role', 'on_call', 'channel']), id });

const step = z
  .strictObject({
    waitMinutes: z.number().min(0).max(43_200).optional(),
    waitSeconds: z.number().int().min(0).max(2_592_000).optional(),
    targets: z.array(target).min(1, 'name at least one target'),
    important: z.boolean().default(false),
    hours: id.optional(),
    channels: z.array(z.enum(['email', 'webhook'])).default([]),
  })
  .refine((it) => it.waitMinutes !== undefined || it.waitSeconds !== undefined, { path: ['waitMinutes'], message: 'give waitMinutes or waitSeconds' });

const chain = z.strictObject({
  steps: z.array(step).max(20),
  repeat: z.number().int().min(0).max(9).default(0),
  roundWaitMinutes: z.number().positive().max(43_200).optional(),
});

const person = z.strictObject({
  id,
  name: z.string().min(1),
  email: z.email(),
  org: z.enum(['provider', 'customer']),
  roles: z.array(z.string().min(1)).default([]),
  timeZone,
  webhookUrl: z.url().optional(),
});

const schedule = z.strictObject({
  timeZone,
  rotation: z.array(id),
  handover: z.strictObject({ weekday: z.union([weekday, z.number().int().min(1).max(7)]).transform(Number), time: clockTime }),
  /** Local date from which the first of the rotation is on call; default 1970-01-05. */
  startsOn: localDate.optional(),
  overrides: z.array(z.strictObject({ from: instant, to: instant, personId: id })).default([]),
});

const days = z.number().int().min(1).max(3_660);

/** Where rows are kept for other times than the customer's own: days by kind, for events by OCSF class_uid; holds keep all of a time, however old. */
const retention = z.strictObject({
  classDays: z.record(z.string().regex(/^\d{1,9}$/), days).default({}),
  findingDays: days.optional(),
  unparsedDays: days.optional(),
  rollupDays: days.optional(),
  holds: z.array(z.strictObject({ from: instant, to: instant, reason: z.string().min(1) }).refine(({ from, to }) => Date.parse(from) < Date.parse(to), 'from must be before to')).default([]),
});

/** The contract's JSON document: SLA policy, calendars, escalation, people and on-call, all in one. */
export const contractSchema = z.strictObject({
  version: z.number().int().min(0),
  timeZone: timeZone.optional(),
  calendars: z.record(id, calendar),
  sla: z.partialRecord(z.enum(CASE_SEVERITIES), z.record(id, clock)),
  pauseReasons: z.array(z.string().min(1)).default([]),
  escalation: z.partialRecord(z.enum(CASE_SEVERITIES), chain).default({}),
  lastResort: z.array(target).min(1, 'the last resort cannot be empty: someone must always be reachable'),
  lastResortEveryMinutes: z.number().min(1).max(1_440).default(60),
  people: z.array(person).default([]),
  onCall: z.record(id, schedule).default({}),
  acknowledgementExpiryMinutes: z.number().positive().max(43_200).optional(),
  reopenWithinDays: z.number().positive().max(365).default(14),
  retention: retention.optional(),
  webhook: z.strictObject({ url: z.url(), secretRef: z.string().min(1) }).optional(),
});

/** The part of a contract that clocks need; anything else in the document is left unread. */
export const slaContractSchema = contractSchema.pick({ calendars: true, sla: true, timeZone: true }).extend({ version: z.number().int().min(0).default(0) }).strip();

/** A contract with its defaults filled in. */
export type Contract = z.infer<typeof contractSchema>;
export type SlaContract = z.infer<typeof slaContractSchema>;
/** A contract as people write it. */
export type ContractInput = z.input<typeof contractSchema>;
export type CalendarDefinition = Contract['calendars'][string];
export type OnCallSchedule = Contract['onCall'][string];
export type ContractPerson = Contract['people'][number];

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
