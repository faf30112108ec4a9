import { resolve } from 'node:path';
import type { Command } from 'commander';

export interface ServerOptions {
  readonly dataDir: string;
  readonly as: string;
  readonly json?: boolean;
}

/** Adds the options of every command that speaks to a running Watchfloor. */
export function withServerOptions(command: Command, role = 'lead'): Command {
  return command
    .option('--data-dir <dir>', 'data folder of the running Watchfloor', '.watchfloor')
    .option('--as <role>', 'demo role to act as (or set WF_CLIENT_ID, WF_CLIENT_SECRET, WF_TOKEN_URL)', role)
    .option('--json', 'print JSON');
}

/** A path as the person who typed it means it: relative to the folder they called npm from. */
export function userPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
