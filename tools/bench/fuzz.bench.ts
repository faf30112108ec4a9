import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSource, PARSER_FAULT, sourceIds, type LineParser } from '@watchfloor/parsers';
import { Random } from '../simulator/random.ts';
import type { Bench } from './bench.ts';
import { memoryOf } from './load/cpu-clock.ts';
import { mutate } from './load/mutate.ts';

const LINES = 10_000_000;
/** Lines that one parser takes before it is opened anew, as one stream would be. */
const STREAM = 20_000;
const TURN = 2_000;
const WARM_UP_SHARE = 0.1;
const samples = join(fileURLToPath(new URL('../..', import.meta.url)), 'libs/domain/parsers/src');

/** Lines of the samples by parser folder; what the parsers should make of them (`*.events.json`) is not among them. */
function sampleLines(): Map<string, readonly string[]> {
  const files = globSync('*/samples/**/*', { cwd: samples, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.endsWith('.events.json')).map((entry) => join(entry.parentPath, entry.name));
  const byFolder = Map.groupBy(files, (file) => relative(samples, file).split(sep)[0] ?? '');
  return new Map([...byFolder].map(([folder, own]) => [folder, own.flatMap((file) => readFileSync(file, 'utf8').split('\n')).filter((line) => line !== '')]));
}

/** Milliseconds of a line in a parser of its own. */
function secondTry(source: string, line: string): number {
  const parser = openSource(source, { now: Date.now(), timeZone: 'Europe/Rome' });
  const at = performance.now();
  parser.parse(line);
  return performance.now() - at;
}

export const bench: Bench = {
  about: 'mutated lines of every sample through every parser: no throw, no hang, no growth of memory [--lines N]',
  async run(say, abort, { lines = LINES }) {
    const bySource = sampleLines();
    const known = [...bySource.values()].flat();
    const sources = sourceIds();
    if (known.length === 0) throw new Error('the parsers have no samples');
    const random = new Random(String(Date.now()), 'fuzz');
    const parsers = new Map<string, LineParser>();
    const [begin, cpu] = [performance.now(), process.cpuUsage()];
    const slowest = { ms: 0, source: '', line: '' };
    let [done, events, early, faults] = [0, 0, 0, 0];
    const failed: string[] = [];
    for (; done < lines && !abort.aborted; done += 1) {
      const source = sources[done % sources.length] ?? '';
      if (done % STREAM < sources.length) parsers.set(source, openSource(source, { now: Date.now(), timeZone: 'Europe/Rome' }));
      // Half of the lines are of the parser's own kind: others it mostly refuses at once.
      const line = mutate(random, random.chance(0.5) ? (bySource.get(source) ?? known) : known);
      const at = performance.now();
      try {
        const parsed = parsers.get(source)?.parse(line);
        if (parsed?.ok === true) events += 1;
        else if (parsed?.reason === PARSER_FAULT) faults += 1;
        if (parsed?.ok === false && parsed.reason === PARSER_FAULT && failed.length < 5) failed.push(`${source}: ${JSON.stringify(line.slice(0, 300))}`);
      } catch (error) {
        faults += 1;
        if (failed.length < 5) failed.push(`${source} threw ${String(error)}: ${JSON.stringify(line.slice(0, 300))}`);
      }
      const ms = performance.now() - at;
      // What another program or the garbage collector took is not the line's: only what is slow again counts.
      const again = ms > slowest.ms ? Math.min(ms, secondTry(source, line)) : 0;
      if (again > slowest.ms) Object.assign(slowest, { ms: again, source, line: line.slice(0, 120) });
      if (early === 0 && done >= lines * WARM_UP_SHARE) early = memoryOf(process.pid).peakMib;
      if (done % TURN === TURN - 1) await new Promise((resolve) => setImmediate(resolve));
      if (done > 0 && done % 500_000 === 0) say(`${done} lines, ${faults} faults, RSS ${memoryOf(process.pid).rssMib} MiB`);
    }
    const spent = process.cpuUsage(cpu);
    const { peakMib } = memoryOf(process.pid);
    return {
      conditions: [`${known.length} sample lines, ${sources.length} sources; ${abort.aborted ? `interrupted after ${done} of ${lines} lines` : 'ran to the end'}`, `slowest line: ${slowest.source} ${JSON.stringify(slowest.line)}`, ...failed],
      columns: ['lines', 'events', 'faults', 'lines/s', 'CPU µs/line', 'slowest ms', 'peak MiB at 10 %', 'peak MiB'],
      rows: [[String(done), String(events), String(faults), String(Math.round(done / ((performance.now() - begin) / 1000))), ((spent.user + spent.system) / done).toFixed(1), slowest.ms.toFixed(1), String(early), String(peakMib)]],
      data: { lines: done, events, faults, slowestMs: slowest.ms, peakMib, earlyMib: early, failed },
    };
  },
};
