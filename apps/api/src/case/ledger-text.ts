import type { LedgerData, LedgerType } from '@watchfloor/cases';

type Words = { readonly [T in LedgerType]: (data: LedgerData[T]) => string };

const WORDS: Words = {
  'case.opened': (d) => `Opened: ${d.title}`,
  'case.acknowledged': (d) => sentence('Acknowledged', d.note),
  'case.unacknowledged': (d) => sentence('Acknowledgement withdrawn', d.reason),
  'case.acknowledgement_expired': (d) => `The acknowledgement of ${d.by} expired without confirmation`,
  'case.assigned': (d) => `Assigned to ${d.assignee}`,
  'case.commented': (d) => d.body,
  'case.held': (d) => sentence(`On hold until ${iso(d.until)}: ${d.reason}`, d.note),
  'case.resumed': (d) => sentence(d.by === 'end' ? 'The hold ended' : d.by === 'customer' ? "Resumed by the customer's answer" : 'Resumed', d.note),
  'case.rated': (d) => `Severity ${d.from} → ${d.severity}: ${d.reason}`,
  'case.contained': (d) => sentence('Contained', d.note),
  'case.customer_notified': (d) => (d.recipient ? `Customer notified: ${d.recipient}` : 'Customer notified'),
  'case.resolved': (d) => `Resolved as ${d.verdict.replaceAll('_', ' ')}: ${d.reason}`,
  'case.closed': (d) => sentence('Closed', d.note),
  'case.reopened': (d) => `Reopened: ${d.reason}`,
  'case.joined': (d) => `${d.count === 1 ? 'A finding' : `${d.count} findings`} joined${d.findings[0] ? `: ${d.findings[0].title}` : ''}`,
  'clock.stopped': (d) => sentence(`Clock ${d.clock} stopped`, d.note),
  'contract.changed': (d) => `Contract version ${d.contractVersion} applies: ${d.reason}`,
  'sla.warning': (d) => `${d.percent} % of the time to ${d.clock.replaceAll('_', ' ')} is used`,
  'sla.breached': (d) => `The time to ${d.clock.replaceAll('_', ' ')} ran out at ${iso(d.dueAt)}`,
  'sla.breach_retracted': (d) => `The breach of ${d.clock.replaceAll('_', ' ')} is withdrawn: it was done in time`,
  'escalation.started': (d) => `Escalation of severity ${d.severity} started (${d.cause.replaceAll('_', ' ')})`,
  'escalation.stopped': (d) => `Escalation stopped: ${d.cause}`,
  'escalation.silenced': (d) => `Escalation silenced until ${iso(d.until)}: ${d.reason}`,
  'escalation.step': (d) => `Escalation round ${d.round}, ${d.lastResort ? 'last resort' : `step ${d.step + 1}`}: ${d.targets.map((target) => `${target.kind.replaceAll('_', ' ')} ${target.id}`).join(', ') || 'nobody'}${d.late ? ' (late)' : ''}`,
  'escalation.nobody': (d) => `Escalation round ${d.round}, step ${d.step + 1} reached nobody (${d.cause.replaceAll('_', ' ')})`,
  'notice.delivered': (d) => `Notice to ${d.recipient} by ${d.channel} delivered${d.late ? ' late' : ''}`,
  'notice.failed': (d) => `Notice to ${d.recipient} by ${d.channel} failed: ${d.error}`,
};

/** A ledger entry in words; an entry that these words do not fit gives its type. */
export function ledgerText(type: string, data: unknown): string {
  if (!Object.hasOwn(WORDS, type)) return type;
  try {
    return (WORDS[type as LedgerType] as (data: unknown) => string)(data);
  } catch {
    return type;
  }
}

function sentence(what: string, note: string | undefined): string {
  return note ? `${what}: ${note}` : what;
}

function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
