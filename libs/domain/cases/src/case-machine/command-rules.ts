import type { CaseState } from '../states/case-state.ts';
import type { CaseStatus } from '../states/case-status.ts';
import type { CommandType } from './command.ts';

/** Who may give a command and in which states. `unless` says why not, although role and state would allow it. */
export interface CommandRule {
  readonly roles: readonly string[];
  /** Watchfloor's own services may give it. */
  readonly services: boolean;
  readonly statuses: readonly CaseStatus[];
  readonly unless?: (state: CaseState) => string | undefined;
}

const PROVIDER = ['analyst', 'lead'] as const;
const EVERYBODY = [...PROVIDER, 'customer-engineer', 'ot-approver'] as const;
const OPEN: readonly CaseStatus[] = ['new', 'in_progress', 'on_hold'];
const WORKED: readonly CaseStatus[] = ['in_progress', 'on_hold'];
const NOT_CLOSED: readonly CaseStatus[] = [...OPEN, 'resolved'];
const ANY: readonly CaseStatus[] = [...NOT_CLOSED, 'closed'];

/** The rules of every command: one table for `check` and for what the portal offers. */
export const COMMAND_RULES: Readonly<Record<CommandType, CommandRule>> = {
  acknowledge: { roles: PROVIDER, services: false, statuses: OPEN, unless: (state) => (state.status === 'new' || state.escalation.active ? undefined : acknowledgedText(state)) },
  unacknowledge: { roles: PROVIDER, services: true, statuses: ['in_progress'], unless: (state) => (state.acknowledgement === null ? 'there is no acknowledgement to take back' : undefined) },
  assign: { roles: PROVIDER, services: false, statuses: OPEN },
  comment: { roles: EVERYBODY, services: false, statuses: NOT_CLOSED },
  hold: { roles: PROVIDER, services: false, statuses: ['in_progress'] },
  resume: { roles: PROVIDER, services: true, statuses: ['on_hold'] },
  rate: { roles: PROVIDER, services: false, statuses: OPEN },
  contain: { roles: PROVIDER, services: true, statuses: WORKED, unless: (state) => (state.milestones.contained === null ? undefined : 'the case is already contained') },
  stop_clock: { roles: PROVIDER, services: true, statuses: OPEN },
  resolve: { roles: PROVIDER, services: false, statuses: WORKED },
  close: { roles: PROVIDER, services: true, statuses: ['resolved'], unless: (state) => (state.verdict === null ? 'a verdict is required before closing' : undefined) },
  reopen: { roles: PROVIDER, services: true, statuses: ['resolved', 'closed'] },
  join: { roles: [], services: true, statuses: ANY },
  silence: { roles: PROVIDER, services: false, statuses: OPEN, unless: (state) => (state.escalation.active || state.escalation.silencedUntil !== null ? undefined : 'no escalation is running, there is nothing to silence') },
  change_contract: { roles: [], services: true, statuses: ANY },
};

function acknowledgedText(state: CaseState): string {
  return state.acknowledgement === null ? 'the case is already being worked on' : `the case was already acknowledged by ${state.acknowledgement.by}`;
}
