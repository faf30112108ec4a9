import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Python that has what was asked for, or why there is none. */
export type PythonWith = { readonly python: string; readonly missing?: undefined } | { readonly python?: undefined; readonly missing: string };

/**
 * A Python with packages of PyPI, in a virtual environment `name` among the system's temporary files that later runs use again.
 * `imports` are the modules that show that it is whole.
 */
export function pythonWith(name: string, packages: readonly string[], imports: readonly string[]): PythonWith {
  const folder = join(tmpdir(), `watchfloor-${name}-${String(process.getuid?.() ?? 0)}`);
  const python = join(folder, 'bin', 'python');
  const usable = (): boolean => existsSync(python) && spawnSync(python, ['-c', `import ${imports.join(', ')}`], { timeout: 60_000 }).status === 0;
  if (usable()) return { python };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (spawnSync('python3', ['-m', 'venv', folder], { timeout: 120_000 }).status !== 0) return { missing: 'python3 with venv is not there' };
  const pip = spawnSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages], { timeout: 280_000, encoding: 'utf8' });
  return usable() ? { python } : { missing: `pip could not install ${packages.join(' ')}: ${pip.stderr.trim().split('\n').pop() ?? ''}` };
}
