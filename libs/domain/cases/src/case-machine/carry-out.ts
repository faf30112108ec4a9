import type { Actor } from '@watchfloor/core';
import { startEscalation } from '../escalation/start-escalation.ts';
import { carryOutJoin } from './carry-out-join.ts';
import { changeSeverity } from './change-severity.ts';
import type { Command } from './command.ts';
import { endsPastHold } from './effective-at.ts';
import type { Recorder } from './recorder.ts';
import { reopenCase } from './reopen-case.ts';
import { stopEscalation } from '../escalation/stop-escalation.ts';

/** Records what a checked command changes; it counts at `at`. */
export function carryOut(recorder: Recorder, command: Command, by: Actor, at: number): void {
  switch (command.type) {
    case 'acknowledge':
      recorder.record('case.acknowledged', at, { note: command.note });
      return stopEscalation(recorder, at, 'acknowledged');
    case 'unacknowledge':
      recorder.record('case.unacknowledged', at, { reason: command.reason });
      return startEscalation(recorder, at, 'unacknowledged');
    case 'assign':
      return recorder.record('case.assigned', at, { assignee: command.assignee });
    case 'comment':
      return carryOutComment(recorder, command, by, at);
    case 'hold':
      return recorder.record('case.held', at, { reason: command.reason, until: command.until, note: command.note });
    case 'resume':
      return recorder.record('case.resumed', at, { by: 'person', note: command.note });
    case 'rate':
      return changeSeverity(recorder, at, command.severity, command.reason, 'analyst');
    case 'contain':
      return recorder.record('case.contained', at, { note: command.note });
    case 'stop_clock':
      return recorder.record('clock.stopped', at, { clock: command.clock, note: command.note });
    case 'resolve':
      recorder.record('case.resolved', at, { verdict: command.verdict, reason: command.reason, duplicateOf: command.duplicateOf });
      return stopEscalation(recorder, at, 'resolved');
    case 'close':
      return recorder.record('case.closed', at, { note: command.note });
    case 'reopen':
      reopenCase(recorder, at, command.reason);
      return startEscalation(recorder, at, 'reopened');
    case 'join':
      return carryOutJoin(recorder, command, at);
    case 'silence':
      return recorder.record('escalation.silenced', at, { until: command.until, reason: command.reason });
    case 'change_contract': {
      const policy = { ...command.policy, escalation: recorder.plan() };
      return recorder.record('contract.changed', at, { contractVersion: policy.contractVersion, tzdb: policy.tzdb, reason: command.reason, policy });
    }
  }
}

/** The provider's first word to the customer notifies them; the customer's answer ends a hold. */
function carryOutComment(recorder: Recorder, command: Command & { type: 'comment' }, by: Actor, at: number): void {
  const { state } = recorder;
  recorder.record('case.commented', at, { body: command.body }, command.visibility);
  if (by.org === 'provider' && command.visibility === 'customer' && state.milestones.customerNotified === null) {
    recorder.record('case.customer_notified', at, { via: 'comment' });
  }
  const holding = state.status === 'on_hold' || endsPastHold(state, at);
  if (by.org === 'customer' && holding) recorder.record('case.resumed', Math.max(at, state.hold?.at ?? at), { by: 'customer' });
}
