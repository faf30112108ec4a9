import type { CaseSeverity } from '@watchfloor/core';
import type { Contract, SlaContract } from '../contract/contract-schema.ts';
import { DEFAULT_ROUND_WAIT_MS } from '../escalation/escalation-chain.ts';
import type { EscalationChain, EscalationPlan, EscalationTarget, PlannedTarget } from '../escalation/escalation-plan.ts';
import type { ClockRules, Policy } from '../policy.ts';
import type { CompiledCalendar } from '../sla/compiled-calendar.ts';
import { COMPILE_HORIZON_MS, compileCalendar } from './compile-calendar.ts';
import { TZDB_VERSION } from './tzdb-version.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Compiles a contract to what a case runs on, with the time zone data of this process. Calendars are known from two days
 * before `fromMs` until `untilMs` (epoch ms; default three years). Takes a contract from `parseContract` and never refuses it.
 */
export function compilePolicy(contract: Contract, fromMs: number, untilMs = fromMs + COMPILE_HORIZON_MS): Policy {
  return {
    ...compileSlaPolicy(contract, fromMs, untilMs),
    pauseReasons: contract.pauseReasons,
    reopenWithinMs: contract.reopenWithinDays * DAY_MS,
    acknowledgementExpiryMs: contract.acknowledgementExpiryMinutes === undefined ? null : contract.acknowledgementExpiryMinutes * MINUTE_MS,
    escalation: compileEscalation(contract, fromMs, untilMs),
  };
}

/** The part of a policy that clocks need; nobody is escalated to and nothing may be paused or reopened under it. */
export function compileSlaPolicy(contract: SlaContract, fromMs: number, untilMs = fromMs + COMPILE_HORIZON_MS): Policy {
  return {
    contractVersion: contract.version,
    tzdb: TZDB_VERSION,
    compiledAt: fromMs,
    calendars: Object.fromEntries(Object.entries(contract.calendars).map(([name, calendar]) => [name, compileCalendar(calendar, fromMs, untilMs, name)])),
    sla: Object.fromEntries(Object.entries(contract.sla).map(([severity, clocks]) => [severity, compileClocks(clocks ?? {})])),
    pauseReasons: [],
    reopenWithinMs: 0,
    acknowledgementExpiryMs: null,
    escalation: { chains: {}, lastResort: [], lastResortEveryMs: DAY_MS, calendars: {} },
  };
}

function compileClocks(clocks: NonNullable<Contract['sla'][CaseSeverity]>): ClockRules {
  return Object.fromEntries(
    Object.entries(clocks).map(([name, clock]) => {
      const percents = Array.isArray(clock.warnPercent) ? clock.warnPercent : [clock.warnPercent];
      return [name, { targetMs: Math.round(clock.targetMinutes * MINUTE_MS), calendar: clock.calendar, warnPercents: [...new Set(percents)].sort((left, right) => left - right) }];
    }),
  );
}

function compileEscalation(contract: Contract, fromMs: number, untilMs: number): EscalationPlan {
  const calendars: Record<string, CompiledCalendar> = {};
  const chains: Partial<Record<CaseSeverity, EscalationChain>> = {};
  for (const [severity, chain] of Object.entries(contract.escalation) as [CaseSeverity, NonNullable<Contract['escalation'][CaseSeverity]>][]) {
    const steps = chain.steps.map((step) => ({
      waitMs: Math.round((step.waitMinutes ?? 0) * MINUTE_MS) + (step.waitSeconds ?? 0) * 1000,
      targets: step.targets.map((target) => planTarget(target, step.hours)),
      channels: step.channels,
      important: step.important,
    }));
    const longest = Math.max(0, ...steps.map((step) => step.waitMs));
    const roundWaitMs = chain.roundWaitMinutes === undefined ? longest || DEFAULT_ROUND_WAIT_MS : chain.roundWaitMinutes * MINUTE_MS;
    chains[severity] = { steps, repeat: chain.repeat, roundWaitMs };
  }
  return { chains, lastResort: contract.lastResort, lastResortEveryMs: contract.lastResortEveryMinutes * MINUTE_MS, calendars };

  /** Hours are read on the target's own wall clock: one calendar per pair of hours and zone. */
  function planTarget(target: EscalationTarget, hours: string | undefined): PlannedTarget {
    const calendar = hours === undefined ? undefined : contract.calendars[hours];
    if (hours === undefined || calendar === undefined || calendar.kind === '24x7') return { kind: target.kind, id: target.id, hours: null };
    const zone = zoneOf(contract, target) ?? calendar.timeZone;
    const name = `${hours}@${zone}`;
    calendars[name] ??= compileCalendar(calendar, fromMs, untilMs, name, zone);
    return { kind: target.kind, id: target.id, hours: name };
  }
}

/** The wall clock of a person or an on-call schedule; a role or a channel has none. */
function zoneOf(contract: Contract, target: EscalationTarget): string | undefined {
  if (target.kind === 'person') return contract.people.find((person) => person.id === target.id)?.timeZone;
  if (target.kind === 'on_call') return contract.onCall[target.id]?.timeZone;
  return undefined;
}
