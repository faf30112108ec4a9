import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { trackedFiles } from './tracked-files.ts';

interface LintResult {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly severity: number }[];
}

/**
 * Each file under a `canaries` folder breaks one lint rule, named in its first line (`// must fail: <rule>`). A canary
 * that passes means that the rule sleeps, as Nx's layer rule does when there is no project graph.
 */
export async function checkCanaries(): Promise<void> {
  const canaries = trackedFiles().filter((f) => f.includes('/canaries/') && f.endsWith('.ts'));
  if (canaries.length === 0) throw new Error('no canary was found: tests/boundaries/canaries is gone');
  const out = spawnSync('eslint', ['--format', 'json', '--no-ignore', ...canaries], { encoding: 'utf8', env: { ...process.env, WF_LINT_CANARIES: '1', NX_DAEMON: 'false' }, maxBuffer: 64 * 1024 * 1024 });
  if (!out.stdout) throw new Error(`eslint did not run: ${out.stderr}`);
  const results = JSON.parse(out.stdout) as LintResult[];
  const asleep = canaries.filter((file) => {
    const rule = /^\/\/ must fail: (\S+)/.exec(readFileSync(file, 'utf8'))?.[1];
    const found = results.find((r) => r.filePath.endsWith(file))?.messages ?? [];
    return !rule || !found.some((m) => m.ruleId === rule && m.severity === 2);
  });
  if (asleep.length > 0) throw new Error(`lint did not refuse: ${asleep.join(', ')}`);
}
