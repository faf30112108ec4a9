import { Client, Connection, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { CASE_TASK_QUEUE, PLATFORM } from '@watchfloor/workflow-cases/messages';
import type { TemporalConfig } from './config.ts';
import { createPayloadCodec } from './payload-codec.ts';

const SCHEDULE = `${PLATFORM}-escalation-audit`;

/** Makes sure that the audit of escalations runs every five minutes. Safe to call at every start and from several processes. */
export async function scheduleEscalationAudit(config: TemporalConfig): Promise<void> {
  const connection = await Connection.connect({ address: config.WF_TEMPORAL_ADDRESS });
  try {
    const client = new Client({ connection, namespace: config.WF_TEMPORAL_NAMESPACE, dataConverter: { payloadCodecs: [createPayloadCodec(config.WF_PAYLOAD_KEYS)] } });
    await client.schedule.create({
      scheduleId: SCHEDULE,
      spec: { intervals: [{ every: '5m' }] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' },
      action: { type: 'startWorkflow', workflowType: 'escalationAuditWorkflow', taskQueue: CASE_TASK_QUEUE, workflowId: SCHEDULE, args: [] },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  } finally {
    await connection.close();
  }
}
