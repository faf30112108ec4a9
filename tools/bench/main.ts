import { readdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../build/build-all.ts';
import type { Bench, BenchOptions, BenchResult } from './bench.ts';

const SUFFIX = '.bench.ts';
const names = readdirSync(import.meta.dirname).filter((file) => file.endsWith(SUFFIX)).map((file) => file.slice(0, -SUFFIX.length)).sort();

let generated: Promise<unknown> | undefined;

/** Loads a benchmark, first making what it imports of generated code: in a fresh clone there is none yet. Nx skips what is there. */
async function load(name: string): Promise<Bench> {
  await (generated ??= run('nx', ['run-many', '-t', 'generate', '--outputStyle=static']));
  return ((await import(`./${name}${SUFFIX}`)) as { readonly bench: Bench }).bench;
}

async function help(): Promise<string> {
  const lines = await Promise.all(names.map(async (name) => `  ${name.padEnd(10)} ${(await load(name)).about}`));
  return ['npm run bench -- NAME [--json FILE] [--events N] [--lines N] [--minutes M]', ...lines, ''].join('\n');
}

function table({ columns, rows }: BenchResult): string {
  const widths = columns.map((column, at) => Math.max(column.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string => cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return [line(columns), ...rows.map(line)].join('\n');
}

/** Runs one benchmark and prints its table; with a file, writes its numbers and the machine they were taken on. */
async function main(name: string, jsonFile: string | undefined, options: BenchOptions): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort(new Error('interrupted')));
  const result = await (await load(name)).run((line) => process.stderr.write(`${line}\n`), stop.signal, options);
  const machine = { cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown', memoryBytes: totalmem(), node: process.version, platform: `${process.platform}-${process.arch}` };
  process.stdout.write(`\n${[...result.conditions, `machine: ${machine.cpus} × ${machine.cpu}, ${Math.round(machine.memoryBytes / 2 ** 30)} GiB, Node ${machine.node}`, '', table(result)].join('\n')}\n`);
  if (jsonFile !== undefined) writeFileSync(resolve(process.env['INIT_CWD'] ?? process.cwd(), jsonFile), `${JSON.stringify({ bench: name, at: new Date().toISOString(), machine, ...result.data }, null, 2)}\n`);
}

/** The numeric options that were given. Throws for what is no number above 0. */
function numbersOf(values: Readonly<Record<string, string | boolean | undefined>>): BenchOptions {
  const given = (['events', 'lines', 'minutes'] as const).filter((name) => values[name] !== undefined);
  return Object.fromEntries(given.map((name) => {
    const value = Number(values[name]);
    if (!(value > 0)) throw new RangeError(`--${name} must be a number above 0`);
    return [name, value];
  }));
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' }, events: { type: 'string' }, lines: { type: 'string' }, minutes: { type: 'string' }, help: { type: 'boolean', default: false } } });
  const [name] = positionals;
  if (values.help) process.stdout.write(await help());
  else if (name === undefined || positionals.length > 1 || !names.includes(name)) {
    process.stderr.write(`${name === undefined ? '' : `there is no benchmark '${positionals.join(' ')}'\n`}${await help()}`);
    process.exitCode = 2;
  } else await main(name, values.json, numbersOf(values));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
