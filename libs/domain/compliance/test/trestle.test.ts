import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { assessmentResults, evaluate, frameworks, planOfAction } from '../src/index.ts';
import { CASE, goodMonth } from './facts-fixture.ts';

const run = promisify(execFile);
const VERSION = '5.2.0';
const venv = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'watchfloor', 'trestle', VERSION);
const trestle = join(venv, 'bin', 'trestle');
const [csf] = frameworks;

/** compliance-trestle in a virtual environment of its own, from PyPI; undefined with the reason where it cannot be had. */
function install(): string | undefined {
  if (existsSync(trestle)) return undefined;
  try {
    mkdirSync(venv, { recursive: true });
    execFileSync('python3', ['-m', 'venv', venv], { stdio: 'pipe' });
    execFileSync(join(venv, 'bin', 'pip'), ['install', '-q', '--disable-pip-version-check', `compliance-trestle==${VERSION}`], { stdio: 'pipe', timeout: 280_000 });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error);
  }
}

let missing: string | undefined;
beforeAll(() => {
  missing = install();
}, 300_000);

/** Imports a document as that kind and validates it, as an auditor with trestle would. */
async function validate(kind: string, document: unknown): Promise<string> {
  const workspace = mkdtempSync(join(tmpdir(), 'watchfloor-trestle-'));
  const file = join(mkdtempSync(join(tmpdir(), 'watchfloor-oscal-')), 'document.json');
  writeFileSync(file, JSON.stringify(document));
  const steps = [['init', '--local'], ['import', '-f', file, '-o', 'checked'], ['validate', '-t', kind, '-n', 'checked']];
  let said = '';
  for (const step of steps) {
    const { stdout, stderr } = await run(trestle, step, { cwd: workspace });
    said = `${stdout}${stderr}`;
  }
  return said;
}

describe('compliance-trestle', () => {
  const facts = [goodMonth(), goodMonth({ cases: [{ ...CASE, verdict: null }], conduits: [] })];

  it.each(facts.map((f, i) => [i, f] as const))('accepts the OSCAL of a package (facts %i)', { timeout: 240_000 }, async (_i, fact) => {
    if (missing !== undefined || !csf) return expect.unreachable(`compliance-trestle ${VERSION} could not be installed from PyPI: ${missing}`);
    const context = { framework: csf, facts: fact, assessments: evaluate(csf, fact) };
    expect(await validate('assessment-results', assessmentResults(context))).toMatch(/VALID/);
    expect(await validate('plan-of-action-and-milestones', planOfAction(context))).toMatch(/VALID/);
  });
});
