import { continueAsNew, setHandler } from '@temporalio/workflow';
import { CaseLife } from './case-life.ts';
import { caseState, command, type CaseRun } from './messages.ts';

/**
 * A case from its first finding to its close, in one screen. The rules are `CaseMachine`'s: clocks, escalation until
 * somebody acknowledges, resolve, close. This is only what makes them last: Temporal's time, messages and history.
 */
export async function caseWorkflow(run: CaseRun): Promise<void> {
  const life = new CaseLife(run);
  setHandler(caseState, () => life.state);
  setHandler(command, (envelope) => life.command(envelope), { validator: (envelope) => life.check(envelope) });

  await life.begin();
  while (!life.isOver()) {
    life.tick();
    await life.change();
    if (life.isLong()) await continueAsNew<typeof caseWorkflow>(life.carry());
  }
}
