import { fileURLToPath } from 'node:url';
import { scaffold, TEMPLATES } from './scaffold.ts';

/** `npm run new -- KIND NAME`: starts a plug-in folder that passes its kind's shared tests and waits for its content. */
const HELP = ['npm run new -- KIND NAME', ...TEMPLATES.map((template) => `  ${template.kind.padEnd(10)} NAME: ${template.naming}`), ''].join('\n');

const [kind, name, ...rest] = process.argv.slice(2);
if (kind === '--help' || kind === '-h') process.stdout.write(HELP);
else if (kind === undefined || name === undefined || rest.length > 0) {
  process.stderr.write(HELP);
  process.exitCode = 2;
} else {
  try {
    const { written, next } = scaffold(fileURLToPath(new URL('../..', import.meta.url)), kind, name);
    process.stdout.write(['Wrote', ...written.map((path) => `  ${path}`), 'Next', ...next.map((step, at) => `  ${at + 1}. ${step}`), ''].join('\n'));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
