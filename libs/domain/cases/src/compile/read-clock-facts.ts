import { Refused } from '@watchfloor/core';
import type { ClockFact } from '../sla/clock-run.ts';
import { instantOf, isRecord, severityOf, type LedgerFileRow } from './ledger-file.ts';

/** A fact about clocks, or a change of contract whose new document still has to be compiled. */
export type FileFact = ClockFact | { readonly kind: 'document'; readonly at: number; readonly row: LedgerFileRow };

/** Ledger types without a bearing on clocks; what the rules derive (sla.*, escalation.*, notice.*) is left out too. */
const SILENT = new Set(['unacknowledged', 'unacknowledge', 'acknowledgement_expired', 'assigned', 'assign', 'joined', 'join', 'closed', 'close', 'silence', 'silenced', 'merged', 'split']);

/**
 * The clock facts of a ledger file up to `now`, by time. A hold ends by itself at its `until`. Throws Refused INVALID_INPUT
 * for a type that is not known and for a ledger that does not open a case.
 */
export function readClockFacts(rows: readonly LedgerFileRow[], now: number): FileFact[] {
  const facts = rows.flatMap(factsOf).filter((fact) => fact.at <= now);
  const sorted = withHoldEnds(byTime(facts), rows, now);
  if (!sorted.some((fact) => fact.kind === 'start')) throw new Refused('INVALID_INPUT', 'the ledger has no case.opened row at or before now: without it no clock starts');
  return sorted;
}

function factsOf(row: LedgerFileRow): FileFact[] {
  const { at, fields } = row;
  switch (row.type.replace(/^(?:case|clock|contract)\./, '')) {
    case 'opened':
    case 'open':
      return [{ kind: 'start', at, severity: severityOf(row) }];
    case 'acknowledged':
    case 'acknowledge':
      return [{ kind: 'stop', at, clock: 'acknowledge' }];
    case 'customer_notified':
    case 'notify_customer':
      return [{ kind: 'stop', at, clock: 'notify_customer' }];
    case 'contained':
    case 'contain':
      return [{ kind: 'stop', at, clock: 'contain' }];
    case 'stopped':
    case 'stop':
    case 'stop_clock':
      return [{ kind: 'stop', at, clock: clockOf(row) }];
    case 'commented':
    case 'comment':
      return commentFacts(row);
    case 'held':
    case 'hold':
      return [{ kind: 'hold', at }];
    case 'resumed':
    case 'resume':
      return fields['by'] === 'end' ? [] : [{ kind: 'resume', at, automatic: false }];
    case 'rated':
    case 'rate':
      return [{ kind: 'rate', at, severity: severityOf(row) }];
    case 'resolved':
    case 'resolve':
      return [{ kind: 'resolve', at, contained: (fields['verdict'] ?? 'true_positive') === 'true_positive' }];
    case 'reopened':
    case 'reopen':
      return [{ kind: 'reopen', at }];
    case 'changed':
    case 'change_contract':
      return [{ kind: 'document', at, row }];
    default:
      return silent(row);
  }
}

function silent(row: LedgerFileRow): FileFact[] {
  const known = SILENT.has(row.type.replace(/^case\./, '')) || /^(?:sla|escalation|notice)\./.test(row.type);
  if (!known) throw new Refused('INVALID_INPUT', `${row.place}: unknown type '${row.type}'`);
  return [];
}

/** The provider's words to the customer notify them; the customer's answer ends a hold. */
function commentFacts(row: LedgerFileRow): FileFact[] {
  const actor = isRecord(row.fields['actor']) ? row.fields['actor'] : row.fields;
  if (actor['org'] === 'customer') return [{ kind: 'resume', at: row.at, automatic: false }];
  const toCustomer = actor['org'] === 'provider' && row.fields['visibility'] === 'customer';
  return toCustomer ? [{ kind: 'stop', at: row.at, clock: 'notify_customer' }] : [];
}

function clockOf(row: LedgerFileRow): string {
  const clock = row.fields['clock'];
  if (typeof clock !== 'string' || clock === '') throw new Refused('INVALID_INPUT', `${row.place}: needs the name of a clock`);
  return clock;
}

/** Adds the end of each hold that names one, unless something ended it before. */
function withHoldEnds(facts: readonly FileFact[], rows: readonly LedgerFileRow[], now: number): FileFact[] {
  const ends = rows.filter((row) => /^(?:case\.)?(?:held|hold)$/.test(row.type) && row.fields['until'] !== undefined).flatMap((row): FileFact[] => {
    const until = instantOf(row.fields['until'], `${row.place}: until`);
    const ended = facts.some((fact) => (fact.kind === 'resume' || fact.kind === 'resolve') && fact.at >= row.at && fact.at <= until);
    return ended || until > now ? [] : [{ kind: 'resume', at: until, automatic: true }];
  });
  return byTime([...facts, ...ends]);
}

function byTime(facts: readonly FileFact[]): FileFact[] {
  return [...facts].sort((left, right) => left.at - right.at);
}
