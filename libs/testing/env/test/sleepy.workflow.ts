import { sleep } from '@temporalio/workflow';

/** Sleeps a day at a time and returns how many days its clock says have gone by. */
export async function sleepyWorkflow(days: number): Promise<number> {
  const start = Date.now();
  for (let day = 0; day < days; day++) await sleep('1 day');
  return Math.round((Date.now() - start) / 86_400_000);
}
