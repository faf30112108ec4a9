import { Client, Connection, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { CASE_TASK_QUEUE, PLATFORM } from '@watchfloor/workflow-cases/messages';
import type { TemporalConfig } from './config.ts';
import { createPayloadCodec } from './payload-codec.ts';

/** What runs by the clock for all customers together: the workflow and how often it starts. */
const SCHEDULES = [
  { name: 'escalation-audit', workflowType: 'escalationAuditWorkflow', every: '5m' },
  { name: 'retention', workflowType: 'retentionWorkflow', every: '1h' },
] as const;

/** Makes sure that the platform's own work is on Temporal's schedule. Safe to call at every start and from several processes. */
export async function createPlatformSchedules(config: TemporalConfig): Promise<void> {
  const connection = await Connection.connect({ address: config.WF_TEMPORAL_ADDRESS });
  try {
    const client = new Client({ connection, namespace: config.WF_TEMPORAL_NAMESPACE, dataConverter: { payloadCodecs: [createPayloadCodec(config.WF_PAYLOAD_KEYS)] } });
    for (const schedule of SCHEDULES) await createSchedule(client, schedule);
  } finally {
    await connection.close();
  }
}

async function createSchedule(client: Client, { name, workflowType, every }: (typeof SCHEDULES)[number]): Promise<void> {
  const scheduleId = `${PLATFORM}-${name}`;
  try {
    await client.schedule.create({
      scheduleId,
      spec: { intervals: [{ every }] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' },
      action: { type: 'startWorkflow', workflowType, taskQueue: CASE_TASK_QUEUE, workflowId: scheduleId, args: [] },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}
