import { Refused } from '@watchfloor/core';
import { describe, expect, test } from 'vitest';
import { compilePolicy } from '../src/compile.ts';
import { parseContract, parseSlaContract } from '../src/contract.ts';
import { CONTRACT, MINUTE, ms } from './contract-fixture.ts';

const problemsOf = (document: unknown): string[] => {
  try {
    parseContract(document);
  } catch (error) {
    if (error instanceof Refused && error.code === 'INVALID_INPUT') return error.message.split('\n').slice(1);
    throw error;
  }
  return [];
};

describe('a contract', () => {
  test('is read with its defaults', () => {
    const contract = parseContract(CONTRACT);
    expect(contract.sla.medium?.['contain']?.warnPercent).toBe(75);
    expect(contract).toMatchObject({ reopenWithinDays: 14, lastResortEveryMinutes: 60 });
    expect(parseContract(contract)).toEqual(contract);
  });

  test('is refused with every problem at once, each with its path', () => {
    const broken = { ...CONTRACT, lastResort: [], calendars: { office: { kind: 'weekly', timeZone: 'Europe/Atlantis', weekly: { 1: [['8', '17:00']] } } }, sla: { hgih: {} }, surprise: true };
    expect(problemsOf(broken)).toEqual([
      'calendars.office.timeZone: must be an IANA time zone, for example Europe/Rome',
      "calendars.office.weekly.1[0][0]: must be a time of day 'HH:MM' (00:00 to 24:00)",
      expect.stringMatching(/^sla/),
      'lastResort: the last resort cannot be empty: someone must always be reachable',
      'contract: Unrecognized key: "surprise"',
    ]);
  });

  test('is refused when it names what it does not define', () => {
    const broken = {
      ...CONTRACT,
      calendars: { ...CONTRACT.calendars, never: { kind: 'weekly', timeZone: 'UTC', weekly: {} } },
      sla: { low: { resolve: { targetMinutes: 60, calendar: 'weekend' }, contain: { targetMinutes: 60, calendar: 'never' } } },
      escalation: { low: { steps: [{ waitMinutes: 1, hours: 'night', targets: [{ kind: 'person', id: 'nobody' }, { kind: 'on_call', id: 'none' }] }] } },
      lastResort: [{ kind: 'role', id: 'janitor' }],
      onCall: { soc: { timeZone: 'UTC', rotation: ['ghost'], handover: { weekday: '1', time: '09:00' } } },
    };
    expect(problemsOf(broken)).toEqual([
      "sla.low.resolve.calendar: there is no calendar 'weekend'",
      expect.stringContaining("sla.low.contain.calendar: calendar 'never' has no opening hours"),
      "escalation.low.steps[0].hours: there is no calendar 'night'",
      "escalation.low.steps[0].targets[0].id: there is no person 'nobody'",
      "escalation.low.steps[0].targets[1].id: there is no on-call schedule 'none'",
      'lastResort: nobody has any of these roles, so the last resort would reach no one',
      "onCall.soc.rotation[0]: there is no person 'ghost'",
    ]);
  });

  test('for clocks needs calendars and SLA only, and lends its time zone to calendars without one', () => {
    const contract = parseSlaContract({ timeZone: 'Asia/Kathmandu', calendars: { office: { kind: 'weekly', weekly: { '1': [['09:00', '17:00']] } } }, sla: { high: { resolve: { targetMinutes: 0.5, calendar: 'office' } } }, people: 'unread' });
    expect(contract.calendars['office']).toMatchObject({ timeZone: 'Asia/Kathmandu' });
  });

  test('compiles to plain JSON with each target’s hours in its own zone', () => {
    const policy = compilePolicy(parseContract(CONTRACT), ms('2026-12-01T00:00:00Z'));
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy);
    expect(policy.tzdb).toMatch(/^20\d\d[a-z]/);
    expect(Object.entries(policy.escalation.calendars).map(([name, calendar]) => [name, calendar.timeZone])).toEqual([['office@Asia/Kathmandu', 'Asia/Kathmandu'], ['office@Europe/Berlin', 'Europe/Berlin']]);
    expect(policy.escalation.chains.high).toMatchObject({ roundWaitMs: 20 * MINUTE, repeat: 2 });
    expect(policy.calendars['office']?.offsets.length).toBeLessThanOrEqual(8);
    expect(policy.calendars['office']?.exceptions).toMatchObject({ [ms('2026-12-25T00:00:00Z') / 86_400_000]: [] });
  });
});
