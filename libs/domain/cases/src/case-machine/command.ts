import type { CaseSeverity } from '@watchfloor/core';
import type { Policy } from '../policy.ts';
import type { Verdict } from '../states/verdict.ts';

/** A finding that opens or joins a case. */
export interface CaseFinding {
  readonly id: string;
  readonly timeMs: number;
  /** OCSF severity_id 0..6. */
  readonly severityId: number;
  readonly title: string;
}

/** Everything that can be asked of a case. Times in epoch ms. */
export type Command =
  | { readonly type: 'acknowledge'; readonly note?: string | undefined }
  | { readonly type: 'unacknowledge'; readonly reason: string }
  | { readonly type: 'assign'; readonly assignee: string }
  | { readonly type: 'comment'; readonly body: string; readonly visibility: 'internal' | 'customer' }
  | { readonly type: 'hold'; readonly reason: string; readonly until: number; readonly note?: string | undefined }
  | { readonly type: 'resume'; readonly note?: string | undefined }
  | { readonly type: 'rate'; readonly severity: CaseSeverity; readonly reason: string }
  | { readonly type: 'contain'; readonly note?: string | undefined }
  /** Stops a clock that only this contract names. */
  | { readonly type: 'stop_clock'; readonly clock: string; readonly note?: string | undefined }
  | { readonly type: 'resolve'; readonly verdict: Verdict; readonly reason: string; readonly duplicateOf?: string | undefined }
  | { readonly type: 'close'; readonly note?: string | undefined }
  | { readonly type: 'reopen'; readonly reason: string }
  | { readonly type: 'join'; readonly findings: readonly CaseFinding[] }
  | { readonly type: 'silence'; readonly until: number; readonly reason: string }
  /** A new contract, calendar or time zone data for a running case; services only. */
  | { readonly type: 'change_contract'; readonly policy: Policy; readonly reason: string };

export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
