import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { trackedFiles } from './tracked-files.ts';

const FORBIDDEN_FOLDERS = /(^|\/)(utils?|helpers?|common|misc|v\d+)(\/|$)/;
const HOME_OF_A_MACHINE = /(^|[^A-Za-z0-9_.-])\/(work|root|farm|home\/[a-z]+)\/[A-Za-z0-9._-]+/;
const SOURCE = /\.(ts|tsx|mjs)$/;
/** Median file of the house, in lines (DESIGN.md §2 asks for near 60). */
const MEDIAN_MAX = 90;

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Rules of the tree that ESLint cannot see. Throws with every breach. */
export async function checkTree(): Promise<void> {
  const problems: string[] = [];
  const files = trackedFiles().filter((f) => existsSync(f));
  const sizes: number[] = [];
  for (const file of files) {
    if (FORBIDDEN_FOLDERS.test(dirname(file))) problems.push(`${file}: name the folder after what is in it (no utils, helpers, common, misc or version)`);
    if (basename(file) === 'index.ts' && !/^(libs\/[^/]+\/[^/]+|infra\/local)\/src\/index\.ts$/.test(file)) problems.push(`${file}: index.ts only at a library's root`);
    if (!SOURCE.test(file) && !/\.(json|ya?ml|md|sql|graphql|html|css|sh)$/.test(file)) continue;
    const text = readFileSync(file, 'utf8');
    if (file !== 'tools/checks/check-tree.ts' && HOME_OF_A_MACHINE.test(text)) problems.push(`${file}: names a path of one machine`);
    if (!SOURCE.test(file)) continue;
    const lines = text.split('\n').length;
    sizes.push(lines);
    if (lines > 401) problems.push(`${file}: ${lines} lines, at most 400: split it by idea`);
    if (file.endsWith('src/index.ts') && /export \*/.test(text)) problems.push(`${file}: named exports only`);
  }
  if (median(sizes) > MEDIAN_MAX) problems.push(`the median source file has ${median(sizes)} lines, at most ${MEDIAN_MAX}`);
  if (/"resolved": "https?:/.test(readFileSync('package-lock.json', 'utf8'))) problems.push('package-lock.json names a registry: keep omit-lockfile-registry-resolved in .npmrc and run npm run lock');
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
