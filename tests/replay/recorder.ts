import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, it } from 'vitest';
import { createCaseStage, type CaseStage } from '../../apps/cases/test/stage/case-stage.ts';
import { readHistories, writeHistory } from './recorded-history.ts';
import { STORIES } from './stories.ts';

// Not a test of the suite: `node tests/replay/record.ts` runs it.
const known = await readHistories();
let stage: CaseStage;
beforeAll(async () => {
  stage = await createCaseStage();
});
afterAll(() => stage?.stop());

it.each(Object.entries(STORIES).filter(([name]) => !known.has(name)))('records %s', async (name, story) => {
  const workflowId = await story(stage);
  const history = await stage.raw.workflow.getHandle(workflowId).fetchHistory();
  await writeHistory(name, { workflowId, history: JSON.parse(historyToJSON(history)) });
});
