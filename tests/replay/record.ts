import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { createCaseStage } from '../../apps/cases/test/stage/case-stage.ts';
import { readHistories, writeHistory } from './recorded-history.ts';
import { STORIES } from './stories.ts';

// Plays the stories on the real engines and keeps their histories: `node tests/replay/record.ts [name…]`. Without names it
// records those that are missing; recorded ones are what running cases look like, so replace one only on purpose.
const known = await readHistories();
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(STORIES).filter((name) => !known.has(name));
const stage = await createCaseStage();
try {
  for (const name of names) {
    const story = STORIES[name];
    if (story === undefined) throw new Error(`no story ${name}`);
    const workflowId = await story(stage);
    const history = await stage.raw.workflow.getHandle(workflowId).fetchHistory();
    await writeHistory(name, { workflowId, history: JSON.parse(historyToJSON(history)) });
    process.stdout.write(`${name}: ${history.events?.length ?? 0} events\n`);
  }
} finally {
  await stage.stop();
}
