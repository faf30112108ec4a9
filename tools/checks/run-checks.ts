import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { checkCanaries } from './check-canaries.ts';
import { checkDependencies } from './check-dependencies.ts';
import { checkDocuments } from './check-documents.ts';
import { checkGenerated } from './check-generated.ts';
import { checkTree } from './check-tree.ts';
import { run } from '../build/build-all.ts';

interface Check {
  readonly name: string;
  /** Throws with what is wrong and what to do. */
  run(): Promise<void>;
}

const CHECKS: readonly Check[] = [
  { name: 'tree: sizes, names, no path or host of a machine', run: checkTree },
  { name: 'documents name only paths that exist', run: checkDocuments },
  { name: 'each package declares what it imports', run: checkDependencies },
  { name: 'generated files are fresh', run: checkGenerated },
  { name: 'typecheck', run: async () => void (await run('tsc', ['-p', 'tsconfig.json'])) },
  { name: 'typecheck portal', run: async () => void (await run('tsc', ['-p', 'apps/portal/tsconfig.json'])) },
  { name: 'lint', run: lint },
  { name: 'lint refuses the canaries', run: checkCanaries },
];

/** A cold Nx graph skips the layer rule without a word, so the graph is computed first. */
async function lint(): Promise<void> {
  await run('nx', ['show', 'projects']);
  await run('eslint', ['.', '--max-warnings=0']);
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
}

/** Runs one vitest configuration with its own output on the terminal; the counts come from its JSON report. */
async function runTests(config: string, only: readonly string[]): Promise<VitestReport> {
  mkdirSync('dist', { recursive: true });
  const file = `dist/${config}.report.json`;
  rmSync(file, { force: true });
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', config, '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...only];
  await new Promise<void>((resolve) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    child.once('close', () => resolve());
  });
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 1 };
  }
}

/** The tests of libraries and services first, then those of the running watch floor. */
const CONFIGS = ['vitest.config.ts', 'vitest.stack.config.ts'];

/** The watch floor is started only for tests of it. */
function isWanted(config: string, only: readonly string[]): boolean {
  const ofTheStack = /scenarios|portal\b|faults/;
  if (only.length === 0) return true;
  return only.some((path) => (config === 'vitest.stack.config.ts') === (path.startsWith('tests/') && ofTheStack.test(path)));
}

/** Checks that run at once: each is one process that computes. */
const AT_ONCE = 2;

/** Runs the checks, the next one as soon as one ends, and tells whether each passed. */
async function runSideBySide(checks: readonly Check[]): Promise<boolean[]> {
  const waiting = [...checks];
  const outcomes: boolean[] = [];
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) outcomes.push(await passes(check));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcomes;
}

async function passes(check: Check): Promise<boolean> {
  const startedAt = performance.now();
  try {
    await check.run();
    process.stdout.write(`ok    ${check.name} (${Math.round((performance.now() - startedAt) / 1000)} s)\n`);
    return true;
  } catch (error) {
    process.stdout.write(`FAIL  ${check.name}\n${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

/** Runs the checks and the tests; prints each check's outcome and the closing line. True when nothing failed. */
export async function runChecks(only: readonly string[]): Promise<boolean> {
  let passed = 0;
  let failed = 0;
  for (const outcome of await runSideBySide(only.length > 0 ? [] : CHECKS)) {
    if (outcome) passed += 1;
    else failed += 1;
  }
  let skipped = 0;
  for (const config of CONFIGS.filter((name) => isWanted(name, only))) {
    const report = await runTests(config, only);
    passed += report.numPassedTests;
    skipped += report.numPendingTests;
    // A test file that could not even be loaded has no failed test of its own.
    failed += Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0);
  }
  if (skipped > 0) process.stdout.write(`${skipped} skipped: what they lack is said above\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0;
}
