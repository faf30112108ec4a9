import type { Actor } from '@watchfloor/core';
import type { CaseStatus } from '../states/case-status.ts';
import type { Command } from './command.ts';

/** A command as it travels: who, when the API received it (epoch ms), and the key that makes a retry harmless. */
export interface Envelope<C extends Command = Command> {
  readonly key: string;
  readonly by: Actor;
  readonly receivedAt: number;
  readonly command: C;
}

/** Answer to a command. `duplicate`: the key had been seen, nothing was done again. */
export interface CommandOutcome {
  readonly caseId: string;
  readonly status: CaseStatus;
  readonly seq: number;
  readonly duplicate: boolean;
}

/** What became of one notice to one recipient. */
export interface NoticeResult {
  readonly recipient: string;
  readonly channel: string;
  readonly status: 'delivered' | 'failed';
  readonly error?: string | undefined;
  readonly late: boolean;
  /** Delivered to the customer's people: stops the clock notify_customer. */
  readonly org?: 'provider' | 'customer' | undefined;
  /** Epoch ms of the delivery or the last attempt; default: when it is recorded. */
  readonly at?: number | undefined;
}

/** Report of the notify activity about one step; no results = the targets resolved to nobody. */
export interface NoticeReport {
  readonly key: string;
  readonly round: number;
  readonly step: number;
  readonly results: readonly NoticeResult[];
}
