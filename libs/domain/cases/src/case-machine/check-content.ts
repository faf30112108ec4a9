import { CASE_SEVERITIES, Refused } from '@watchfloor/core';
import type { CaseState } from '../states/case-state.ts';
import { VERDICTS } from '../states/verdict.ts';
import type { CommandOf } from './command.ts';
import { effectiveAt } from './effective-at.ts';
import type { Envelope } from './envelope.ts';

const DAY_MS = 86_400_000;
/** Longest hold and longest silence: an end is required so that no case is forgotten. */
export const LONGEST_HOLD_MS = 90 * DAY_MS;
export const LONGEST_SILENCE_MS = 7 * DAY_MS;
const LONGEST_TEXT = 20_000;
const LONGEST_NAME = 200;
const MOST_FINDINGS = 1_000;

/** Throws Refused INVALID_INPUT (or FORBIDDEN) when the content of a command is not acceptable. */
export function checkContent(state: CaseState, envelope: Envelope, now: number): void {
  const { command, by } = envelope;
  if ('note' in command && command.note !== undefined) checkText('note', command.note, 0);
  switch (command.type) {
    case 'unacknowledge':
    case 'reopen':
      return checkText('reason', command.reason, 1);
    case 'assign':
      return checkText('assignee', command.assignee, 1, LONGEST_NAME);
    case 'comment':
      checkText('comment', command.body, 1);
      if (by.org === 'customer' && command.visibility !== 'customer') throw new Refused('FORBIDDEN', 'internal comments are for the provider: a customer comments with visibility customer');
      return;
    case 'hold':
      return checkHold(state, command, effectiveAt(state, envelope, now));
    case 'rate':
      if (!CASE_SEVERITIES.includes(command.severity)) throw new Refused('INVALID_INPUT', `severity must be one of ${CASE_SEVERITIES.join(', ')}`);
      return checkText('reason', command.reason, 1);
    case 'stop_clock':
      return checkClock(state, command.clock);
    case 'resolve':
      return checkResolve(state, command);
    case 'join':
      if (command.findings.length === 0 || command.findings.length > MOST_FINDINGS) throw new Refused('INVALID_INPUT', `join takes 1 to ${MOST_FINDINGS} findings`);
      return;
    case 'silence':
      checkText('reason', command.reason, 1);
      return checkEnd('silence', command.until, effectiveAt(state, envelope, now), LONGEST_SILENCE_MS);
    default:
  }
}

function checkHold(state: CaseState, command: CommandOf<'hold'>, at: number): void {
  const reasons = state.policies.at(-1)?.pauseReasons ?? [];
  if (!reasons.includes(command.reason)) {
    throw new Refused('INVALID_INPUT', reasons.length === 0 ? 'this contract allows no pauses' : `the contract allows to pause for: ${reasons.join(', ')}; not for '${command.reason}'`);
  }
  checkEnd('hold', command.until, at, LONGEST_HOLD_MS);
}

function checkEnd(what: string, until: number, at: number, longestMs: number): void {
  if (!Number.isFinite(until) || until <= at) throw new Refused('INVALID_INPUT', `a ${what} needs an end in the future`);
  if (until - at > longestMs) throw new Refused('INVALID_INPUT', `a ${what} may last ${longestMs / DAY_MS} days at most`);
}

function checkClock(state: CaseState, name: string): void {
  const clock = state.clocks[name];
  if (clock === undefined) throw new Refused('INVALID_INPUT', `this case has no clock '${name}'; it has ${Object.keys(state.clocks).join(', ') || 'none'}`);
  if (['acknowledge', 'notify_customer', 'contain', 'resolve'].includes(name)) throw new Refused('INVALID_INPUT', `the clock '${name}' is stopped by its own act, not by hand`);
  if (clock.stoppedAt !== null) throw new Refused('CONFLICT', `the clock '${name}' has stopped already`);
}

function checkResolve(state: CaseState, command: CommandOf<'resolve'>): void {
  if (!VERDICTS.includes(command.verdict)) throw new Refused('INVALID_INPUT', `a verdict is required: one of ${VERDICTS.join(', ')}`);
  checkText('reason', command.reason, 1);
  if (command.verdict === 'duplicate' && !command.duplicateOf) throw new Refused('INVALID_INPUT', 'a duplicate needs the id of the case that it duplicates');
  if (command.verdict !== 'duplicate' && command.duplicateOf) throw new Refused('INVALID_INPUT', 'only the verdict duplicate names another case');
  if (command.duplicateOf === state.caseId) throw new Refused('INVALID_INPUT', 'a case cannot be a duplicate of itself');
}

function checkText(what: string, text: string, atLeast: number, atMost = LONGEST_TEXT): void {
  if (typeof text !== 'string' || text.trim().length < atLeast || text.length > atMost) throw new Refused('INVALID_INPUT', `${what} must have ${atLeast} to ${atMost} characters`);
}
