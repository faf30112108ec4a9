import { Refused, type Actor } from '@watchfloor/core';
import type { CaseState } from '../states/case-state.ts';
import type { CaseStatus } from '../states/case-status.ts';
import { checkContent } from './check-content.ts';
import { COMMAND_RULES } from './command-rules.ts';
import type { CommandType } from './command.ts';
import { effectiveAt, endsPastHold } from './effective-at.ts';
import type { Envelope } from './envelope.ts';

/** Throws Refused when the command may not be given by this actor, in this state or with this content; changes nothing. */
export function checkCommand(state: CaseState, envelope: Envelope, now: number): void {
  checkEnvelope(envelope);
  const { by, command } = envelope;
  checkActor(by, command.type);
  checkStatus(state, envelope, now);
  checkContent(state, envelope, now);
}

function checkEnvelope({ key, receivedAt }: Envelope): void {
  if (key.length === 0 || key.length > 200) throw new Refused('INVALID_INPUT', 'the idempotency key must have 1 to 200 characters');
  if (!Number.isFinite(receivedAt)) throw new Refused('INVALID_INPUT', 'the time of receipt must be a number of milliseconds');
}

function checkActor(by: Actor, type: CommandType): void {
  const rule = COMMAND_RULES[type];
  if (by.kind === 'service' && by.org === 'system') {
    if (rule.services) return;
    throw new Refused('FORBIDDEN', `${type} needs a person: a service cannot do it`);
  }
  if (by.kind !== 'person') throw new Refused('FORBIDDEN', `${type} needs a person`);
  if (rule.roles.length === 0) throw new Refused('FORBIDDEN', `${type} is done by Watchfloor itself, not by people`);
  if (!rule.roles.some((role) => by.roles.includes(role))) {
    throw new Refused('FORBIDDEN', `${type} needs one of the roles ${rule.roles.join(', ')}; you have ${by.roles.join(', ') || 'none'}`);
  }
  if (by.org === 'customer' && type !== 'comment') throw new Refused('FORBIDDEN', `${type} is for the provider's people`);
}

/** Judged by the status at the time of receipt: a hold that ended by itself since then was still in force. */
function checkStatus(state: CaseState, envelope: Envelope, now: number): void {
  const { type } = envelope.command;
  const rule = COMMAND_RULES[type];
  const status = endsPastHold(state, effectiveAt(state, envelope, now)) ? 'on_hold' : state.status;
  if (!rule.statuses.includes(status)) throw new Refused('CONFLICT', `cannot ${words(type)} while the case is ${words(status)}: ${advice(type, status)}`);
  const reason = rule.unless?.(state);
  if (reason !== undefined) throw new Refused('CONFLICT', reason);
  if ((type === 'reopen' || type === 'join') && !isReopenable(state, now)) {
    throw new Refused('EXPIRED', `the case has been ${status} for longer than the contract allows to reopen it: open a new case linked to this one`);
  }
}

function isReopenable(state: CaseState, now: number): boolean {
  if (state.status !== 'resolved' && state.status !== 'closed') return true;
  return now - state.statusSince <= (state.policies.at(-1)?.reopenWithinMs ?? 0);
}

function advice(type: CommandType, status: CaseStatus): string {
  if (status === 'new') return type === 'close' || type === 'reopen' ? 'it was never resolved' : 'acknowledge it first';
  if (status === 'closed') return 'reopen it first';
  if (status === 'resolved') return type === 'resolve' ? 'it is resolved already' : 'reopen it first';
  if (type === 'close') return 'resolve it with a verdict first';
  if (type === 'reopen') return 'it is open';
  return type === 'resume' ? 'it is not on hold' : 'resume it first';
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}
