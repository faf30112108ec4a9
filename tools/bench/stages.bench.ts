import type { Bench } from './bench.ts';
import { CORPORA } from './load/corpus.ts';
import { StageRun, STAGES, type Stage } from './load/stages.ts';

const LINES = 20_000;
const WARM_UP = 2;
const ROUNDS = 5;
const HOUR_MS = 3_600_000;

function cpuMicroseconds(step: () => void): number {
  const before = process.cpuUsage();
  step();
  const spent = process.cpuUsage(before);
  return spent.user + spent.system;
}

type Costs = Record<Stage, number>;

/** CPU-microseconds per event of each stage: the median of the rounds. */
function measure(run: StageRun): Costs {
  const seen: Costs[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const spent = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as Costs;
    for (const _ of run.chunks()) for (const stage of STAGES) spent[stage] += cpuMicroseconds(run.stepOf[stage]);
    if (round >= WARM_UP) seen.push(spent);
  }
  const median = (stage: Stage): number => seen.map((spent) => spent[stage]).sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
  return Object.fromEntries(STAGES.map((stage) => [stage, median(stage) / run.lines.length])) as Costs;
}

export const bench: Bench = {
  about: 'CPU of each step of an event through the pipeline, in this process, without receiving and storing',
  run(say, abort) {
    const rows: string[][] = [];
    const data: Record<string, unknown> = { unit: 'CPU-microseconds per event, all threads', lines: LINES };
    for (const name of CORPORA) {
      abort.throwIfAborted();
      say(`${name}: ${LINES} lines, ${ROUNDS} rounds`);
      const run = new StageRun(name, LINES, Date.now() - HOUR_MS);
      const cpu = measure(run);
      const passed = run.lines.length * (WARM_UP + ROUNDS);
      const total = STAGES.reduce((sum, stage) => sum + cpu[stage], 0);
      rows.push([name, ...STAGES.map((stage) => cpu[stage].toFixed(2)), total.toFixed(2), `${Math.round((run.parsedLines / passed) * 100)} %`, String(Math.round(run.bytes / passed)), String(run.findings)]);
      data[name] = { ...cpu, total, parsedShare: run.parsedLines / passed, rowBytes: run.bytes / passed };
    }
    return Promise.resolve({
      conditions: [`CPU-microseconds per event, median of ${ROUNDS} rounds of ${LINES} lines after ${WARM_UP} to warm up; garbage collection counts where it falls`],
      columns: ['corpus', ...STAGES, 'sum', 'parsed', 'row bytes', 'findings'],
      rows,
      data,
    });
  },
};
