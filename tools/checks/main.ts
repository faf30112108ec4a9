import { buildAll } from '../build/build-all.ts';
import { runChecks } from './run-checks.ts';

/**
 * `npm test`: everything that CI checks. Builds, then runs the checks (typecheck, lint, boundaries, documents, …) and the
 * tests, and ends with one line `N passed, N failed`, in which each check counts as one.
 * With arguments it runs only the tests whose path contains one of them: npm test -- libs/domain/cases
 */
const only = process.argv.slice(2);
await buildAll((line) => process.stdout.write(`${line}\n`));
process.exitCode = (await runChecks(only)) ? 0 : 1;
