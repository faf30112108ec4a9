import type { Client } from '@temporalio/client';

/** Per-workflow virtual time of a real server (1.32, experimental API; TEMPORAL.md §4). Kept in this one file. */
let travels = 0;

interface TimeSkippingService {
  updateWorkflowExecutionOptions(request: object): Promise<object>;
  pollWorkflowExecutionTimeSkipping(request: object): Promise<{ fastForwardInfo?: { hasCompleted?: boolean }; fastForwardPollingResult?: number; failedReason?: string }>;
}

/** Moves one workflow's clock forward by `ms`, firing every timer on the way. */
export async function advance(client: Client, workflowId: string, ms: number): Promise<number> {
  const service = client.workflowService as unknown as TimeSkippingService;
  const { namespace } = client.options;
  const id = `travel-${process.pid}-${++travels}`;
  const workflowExecution = { workflowId };
  await service.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution,
    updateMask: { paths: ['time_skipping_config'] },
    workflowExecutionOptions: {
      timeSkippingConfig: { enabled: true, maxSessionSkipCount: 10_000, fastForwardConfig: { id, duration: { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1e6 } } },
    },
  });
  for (;;) {
    const poll = await service.pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution, fastForwardId: id });
    if (poll.fastForwardInfo?.hasCompleted === true) return virtualNow(client, workflowId);
    if ((poll.fastForwardPollingResult ?? 0) > 1 && poll.failedReason) throw new Error(`time travel failed: ${poll.failedReason}`);
  }
}

/** The workflow's own time, epoch ms. */
export async function virtualNow(client: Client, workflowId: string): Promise<number> {
  const answer = await client.workflowService.describeWorkflowExecution({ namespace: client.options.namespace, execution: { workflowId } });
  const info = answer.workflowExtendedInfo as { timeSkippingInfo?: { currentTime?: { seconds?: { toNumber(): number } | number; nanos?: number } } } | undefined;
  const time = info?.timeSkippingInfo?.currentTime;
  if (!time) return Date.now();
  const seconds = typeof time.seconds === 'object' ? time.seconds.toNumber() : Number(time.seconds ?? 0);
  return seconds * 1000 + Math.floor((time.nanos ?? 0) / 1e6);
}
