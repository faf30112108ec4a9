import { Refused } from '@watchfloor/core';
import type { ClockFact } from '../sla/clock-run.ts';
import { instantOf, isRecord, severityOf, type LedgerFileRow } from './ledger-file.ts';

/** A fact about clocks, or a change of contract whose new document still has to be compiled. */
export type FileFact = ClockFact | { readonly kind: 'document'; readonly at: number; readonly row: LedgerFileRow };

/** Ledger types without a bearing on clocks; what the rules derive (sla.*, escalation.*, notice.*) is left out too. */
const SILENT = new Set(['unacknowledged', 'unacknowledge', 'acknowledgement_expired', 'assigned', 'assign', 'joined', 'join', 'closed', 'close', 'silence', 'silenced', 'merged', 'split']);

const HOLDS = new Set(['held', 'hold']);
const ENDS_HOLD = new Set(['resumed', 'resume', 'resolved', 'resolve']);
const COMMENTS = new Set(['commented', 'comment']);

/**
 * The clock facts of a ledger file up to `now`, by time. A hold ends by itself at its `until`. Throws Refused INVALID_INPUT
 * for a type that is not known and for a ledger that does not open a case.
 */
export function readClockFacts(rows: readonly LedgerFileRow[], now: number): FileFact[] {
  const answers = answersToHolds(rows);
  const read = rows.map((row) => ({ row, facts: answers.has(row) ? [resumeAt(row.at)] : factsOf(row) }));
  const ends = read.flatMap(({ row }, index) => holdEnd(row, read.slice(index + 1).flatMap((later) => later.facts)));
  // A hold that ends at the instant of another fact ends before it, as in a running case.
  const facts = byTime([...ends, ...read.flatMap((it) => it.facts)]).filter((fact) => fact.at <= now);
  if (!facts.some((fact) => fact.kind === 'start')) throw new Refused('INVALID_INPUT', 'the ledger has no case.opened row at or before now: without it no clock starts');
  return facts;
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
      return fields['by'] === 'end' ? [] : [resumeAt(at)];
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

/** The provider's words to the customer notify them. */
function commentFacts(row: LedgerFileRow): FileFact[] {
  const toCustomer = authorOf(row) === 'provider' && row.fields['visibility'] === 'customer';
  return toCustomer ? [{ kind: 'stop', at: row.at, clock: 'notify_customer' }] : [];
}

/**
 * The customer's comments that end a hold: those written after it in the ledger and before its end. The order of the ledger
 * decides, as it does in a running case: of a comment and a hold of the same instant, only a comment that follows ends it.
 */
function answersToHolds(rows: readonly LedgerFileRow[]): Set<LedgerFileRow> {
  const answers = new Set<LedgerFileRow>();
  let heldUntil = -Infinity;
  for (const row of rows) {
    const type = row.type.replace(/^case\./, '');
    if (HOLDS.has(type)) heldUntil = untilOf(row) ?? Infinity;
    else if (ENDS_HOLD.has(type) && row.fields['by'] !== 'end') heldUntil = -Infinity;
    else if (COMMENTS.has(type) && authorOf(row) === 'customer' && row.at < heldUntil) {
      answers.add(row);
      heldUntil = -Infinity;
    }
  }
  return answers;
}

function authorOf(row: LedgerFileRow): unknown {
  const actor = isRecord(row.fields['actor']) ? row.fields['actor'] : row.fields;
  return actor['org'];
}

function clockOf(row: LedgerFileRow): string {
  const clock = row.fields['clock'];
  if (typeof clock !== 'string' || clock === '') throw new Refused('INVALID_INPUT', `${row.place}: needs the name of a clock`);
  return clock;
}

/** The end that a hold names, unless something later in the ledger ended it before. */
function holdEnd(row: LedgerFileRow, later: readonly FileFact[]): FileFact[] {
  if (!HOLDS.has(row.type.replace(/^case\./, ''))) return [];
  const until = untilOf(row);
  if (until === null || later.some((fact) => (fact.kind === 'resume' || fact.kind === 'resolve') && fact.at >= row.at && fact.at < until)) return [];
  return [{ kind: 'resume', at: until, automatic: true }];
}

function untilOf(row: LedgerFileRow): number | null {
  const { until } = row.fields;
  return until === undefined || until === null ? null : instantOf(until, `${row.place}: until`);
}

function resumeAt(at: number): FileFact {
  return { kind: 'resume', at, automatic: false };
}

function byTime(facts: readonly FileFact[]): FileFact[] {
  return [...facts].sort((left, right) => left.at - right.at);
}
