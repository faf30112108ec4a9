import type { CaseSeverity } from '@watchfloor/core';

/** What a recipient is told. One notice goes to one recipient through one channel, and carries one key for all its retries. */
export interface Notice {
  /** Idempotency key: (case, chain, round, step, recipient, channel) as a UUID. Channels show it to the receiver. */
  key: string;
  kind: 'escalation';
  tenantId: string;
  tenantName: string;
  caseId: string;
  caseNumber: number;
  title: string;
  summary: string;
  severity: CaseSeverity;
  status: string;
  /** Epoch ms. */
  openedAt: number;
  /** When the step was due, epoch ms. */
  dueAt: number;
  /** Due instant of the nearest clock, epoch ms; undefined when none runs. */
  nextDueAt?: number;
  round: number;
  step: number;
  important: boolean;
  /** The step was due noticeably earlier than it is sent: an outage lies between. */
  late: boolean;
  /** Page of the case. */
  url?: string;
}

/** Where a notice goes: the address means what the channel says (mailbox, URL). */
export interface Recipient {
  id: string;
  name: string;
  address: string;
  /** IANA zone in which times are shown. */
  timeZone: string;
}
