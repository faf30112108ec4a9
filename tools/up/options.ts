import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface UpOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly demo: boolean;
}

const HELP = `npm start -- [--data-dir DIR] [--port N] [--no-demo]
  --data-dir DIR  where everything is kept (default .watchfloor)
  --port N        port of the portal and GraphQL; the other services use the ports after it (default 4000)
  --no-demo       no demo customers, logins or simulator`;

/** Reads the arguments of `npm start`; prints the help and ends the process for --help or an argument it does not know. */
export function readOptions(args: readonly string[]): UpOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { 'data-dir': { type: 'string', default: '.watchfloor' }, port: { type: 'string', default: '4000' }, demo: { type: 'boolean', default: true }, help: { type: 'boolean', default: false } },
      allowNegative: true,
    });
    if (values.help) {
      process.stdout.write(`${HELP}\n`);
      process.exit(0);
    }
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1024 || port > 65_000) throw new Error(`--port must be a number from 1024 to 65000, not '${values.port}'`);
    return { dataDir: resolve(process.env['INIT_CWD'] ?? process.cwd(), values['data-dir']), port, demo: values.demo };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${HELP}\n`);
    process.exit(2);
  }
}
