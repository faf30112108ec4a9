import type { EscalationTarget } from '../escalation/escalation-plan.ts';
import type { LedgerData, LedgerEvent, LedgerType } from './ledger-event.ts';
import { describeDuration } from './describe-duration.ts';

type Describers = { readonly [T in LedgerType]: (data: LedgerData[T], who: string, event: LedgerEvent) => string };

const DESCRIBE: Describers = {
  'case.opened': (data, who) => `${who} opened the case with severity ${data.severity}: ${data.title}${data.linkedCaseId === null ? '' : ` (follows case ${data.linkedCaseId})`}.`,
  'case.acknowledged': (data, who) => `${who} acknowledged the case${noted(data.note)}.`,
  'case.unacknowledged': (data, who) => `${who} took the acknowledgement back: ${data.reason}.`,
  'case.acknowledgement_expired': (data) => `The acknowledgement by ${data.by} lapsed because nothing followed it.`,
  'case.assigned': (data, who) => `${who} assigned the case to ${data.assignee}.`,
  'case.commented': (data, who, event) => `${who} wrote${event.visibility === 'internal' ? ' internally' : ''}: ${data.body}`,
  'case.held': (data, who) => `${who} put the case on hold until ${iso(data.until)}: ${data.reason}${noted(data.note)}. Clocks are paused, except acknowledge.`,
  'case.resumed': (data, who) => (data.by === 'end' ? 'The hold ended at its set end; the clocks run on.' : `${who} ended the hold${data.by === 'customer' ? ' by answering' : ''}${noted(data.note)}; the clocks run on.`),
  'case.rated': (data, who) => (data.from === data.severity ? `${who} confirmed severity ${data.severity}: ${data.reason}.` : `${data.by === 'analyst' ? who : 'A joined finding'} changed the severity from ${data.from} to ${data.severity}: ${data.reason}.`),
  'case.contained': (data, who) => `${who} recorded the threat as contained${noted(data.note)}.`,
  'case.customer_notified': (data, who) => `The customer was notified by ${data.via === 'comment' ? `${who}'s comment` : `a notice to ${data.recipient ?? 'its on-call'}`}.`,
  'case.resolved': (data, who) => `${who} resolved the case as ${words(data.verdict)}${data.duplicateOf === undefined ? '' : ` of case ${data.duplicateOf}`}: ${data.reason}.`,
  'case.closed': (data, who) => `${who} closed the case${noted(data.note)}.`,
  'case.reopened': (data, who) => `${who} reopened the ${data.from} case: ${data.reason}.`,
  'case.joined': (data) => `${data.count} more ${data.count === 1 ? 'finding' : 'findings'} joined the case.`,
  'clock.stopped': (data, who) => `${who} stopped the clock ${words(data.clock)}${noted(data.note)}.`,
  'contract.changed': (data, who) => `${who} changed the contract to version ${data.contractVersion} (time zone data ${data.tzdb}): ${data.reason}. Time used so far stays; the rest is planned anew.`,
  'sla.warning': (data) => `${data.percent} % of the time to ${words(data.clock)} is used${data.dueAt === null ? '' : `; it is due at ${iso(data.dueAt)}`}.`,
  'sla.breached': (data) => `The time to ${words(data.clock)} ran out at ${iso(data.dueAt)}${noticedAfter(data.noticedAt - data.dueAt)}.`,
  'sla.breach_retracted': (data) => `The breach of ${words(data.clock)} at ${iso(data.was)} was taken back: what counts was received in time.`,
  'escalation.started': (data) => `Escalation for severity ${data.severity} started (${words(data.cause)}); its first step is due at ${iso(data.nextAt)}.`,
  'escalation.stopped': (data) => `Escalation stopped: ${data.cause}.`,
  'escalation.silenced': (data, who) => `${who} silenced the escalation until ${iso(data.until)}: ${data.reason}.`,
  'escalation.step': (data, _who, event) => `${data.lastResort ? 'The last resort' : `Round ${data.round}, step ${data.step + 1}`} of the escalation ran${data.late ? ` ${describeDuration(event.recordedAt - data.dueAt)} late` : ''} for ${targets(data.targets)}${data.outsideHours.length === 0 ? '' : `; outside hours: ${targets(data.outsideHours)}`}.`,
  'escalation.nobody': (data) => `Round ${data.round}, step ${data.step + 1} of the escalation reached nobody${data.cause === 'outside_hours' ? ' (outside their hours)' : ''}; the next step runs at once.`,
  'notice.delivered': (data) => `A notice reached ${data.recipient} by ${data.channel}${data.late ? ', late' : ''}.`,
  'notice.failed': (data) => `A notice to ${data.recipient} by ${data.channel} failed: ${data.error}.`,
};

/** One English sentence for a ledger row: what happened and who did it. Times are ISO 8601 in UTC. */
export function describeLedgerEvent(event: LedgerEvent): string {
  const describe = DESCRIBE[event.type] as (data: LedgerEvent['data'], who: string, row: LedgerEvent) => string;
  return describe(event.data, event.actor.kind === 'service' ? 'Watchfloor' : event.actor.name, event);
}

function noted(note: string | undefined): string {
  return note === undefined || note.trim() === '' ? '' : ` (${note.trim()})`;
}

function noticedAfter(lateMs: number): string {
  return lateMs < 1_000 ? '' : `, noticed ${describeDuration(lateMs)} later`;
}

function targets(list: readonly EscalationTarget[]): string {
  return list.length === 0 ? 'nobody' : list.map((target) => `${words(target.kind)} ${target.id}`).join(', ');
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
