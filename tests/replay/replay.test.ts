import { Worker } from '@temporalio/worker';
import { createPayloadCodec, parsePayloadKeys } from '@watchfloor/temporal';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshWorkflowBundle } from '../../tools/build/bundle-workflows.ts';
import { readHistories, RECORDING_KEYS, type RecordedHistory } from './recorded-history.ts';
import { STORIES } from './stories.ts';

const histories = await readHistories();
let codePath: string;
beforeAll(async () => {
  codePath = await freshWorkflowBundle();
});

const replay = ({ workflowId, history }: RecordedHistory) =>
  Worker.runReplayHistory({ workflowBundle: { codePath }, dataConverter: { payloadCodecs: [createPayloadCodec(parsePayloadKeys(RECORDING_KEYS))] } }, history, workflowId);

describe('the case workflow of today', () => {
  it.each([...histories])('goes on from the recorded history %s', async (_name, recorded) => {
    await replay(recorded);
  });

  it('has a recorded history for every story', () => {
    expect([...histories.keys()].sort()).toEqual(Object.keys(STORIES).sort());
  });

  it('is noticed when it would have acted otherwise: a history that lacks an activity does not replay', async () => {
    const recorded = structuredClone(histories.get('escalated-acknowledged-closed')!);
    const events = recorded.history['events'] as { eventType: string; activityTaskScheduledEventAttributes?: { activityType: { name: string } } }[];
    const scheduled = events.find((event) => event.activityTaskScheduledEventAttributes?.activityType.name === 'notify');
    scheduled!.activityTaskScheduledEventAttributes!.activityType.name = 'somethingElse';
    await expect(replay(recorded)).rejects.toThrow();
  });
});
