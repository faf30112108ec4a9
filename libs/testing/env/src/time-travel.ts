import type { Client } from '@temporalio/client';

export interface TimeTravelTarget {
  readonly workflowId: string;
}

let journeys = 0;

/**
 * Moves one workflow's virtual clock forward by `ms` on the real server, firing each timer on the way in order, and
 * returns the workflow's time (epoch ms). Needs a worker, as timers wake the workflow. The server's interface for it is
 * experimental (1.32), so nothing but this file knows it. Throws when the workflow ends or refuses on the way.
 */
export async function advance(client: Client, target: TimeTravelTarget, ms: number, maxSkips = 10_000): Promise<number> {
  const id = `advance-${process.pid}-${(journeys += 1)}`;
  const namespace = client.options.namespace;
  const workflowExecution = { workflowId: target.workflowId };
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution,
    updateMask: { paths: ['time_skipping_config'] },
    workflowExecutionOptions: { timeSkippingConfig: { enabled: true, maxSessionSkipCount: maxSkips, fastForwardConfig: { id, duration: duration(ms) } } },
  });
  for (;;) {
    const answer = await client.workflowService.pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution, fastForwardId: id });
    if (answer.fastForwardInfo?.hasCompleted === true) return virtualNow(client, target);
    if (answer.fastForwardPollingResult > 1 && answer.failedReason) throw new Error(`time travel of ${target.workflowId} failed: ${String(answer.failedReason)}`);
  }
}

/** The workflow's own time (epoch ms): the real one until its clock was first moved. */
export async function virtualNow(client: Client, target: TimeTravelTarget): Promise<number> {
  const described = await client.workflowService.describeWorkflowExecution({ namespace: client.options.namespace, execution: { workflowId: target.workflowId } });
  const at = described.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
  if (at?.seconds === undefined || at.seconds === null) return Date.now();
  return Number(at.seconds.toString()) * 1000 + Math.floor((at.nanos ?? 0) / 1e6);
}

function duration(ms: number): { seconds: never; nanos: number } {
  return { seconds: Math.floor(ms / 1000) as never, nanos: (ms % 1000) * 1e6 };
}
