import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { userPath } from '../options.ts';
import { readEndpoints } from '../session.ts';

interface ReparseOptions {
  readonly dataDir: string;
  readonly tenant: string;
  readonly sensor?: string;
  readonly reason?: string;
  readonly since?: string;
}

/** `reparse`: lines that no parser understood are parsed again by the running ingest, with today's parsers. */
export function reparseCommand(): Command {
  return new Command('reparse')
    .description("parse unparsed lines again with today's parsers")
    .option('--data-dir <dir>', 'data folder of the running Watchfloor; its ingest token is used unless WF_INGEST_CONTROL_TOKEN is set', '.watchfloor')
    .requiredOption('--tenant <id>', 'customer (see tenant list)')
    .option('--sensor <id>', 'only lines of this sensor')
    .option('--reason <text>', 'only lines with exactly this reason')
    .option('--since <time>', 'only lines received since then (ISO 8601)')
    .action(async (options: ReparseOptions) => {
      const token = process.env['WF_INGEST_CONTROL_TOKEN'] ?? tokenOf(options.dataDir);
      const sinceMs = options.since === undefined ? 0 : Date.parse(options.since);
      if (Number.isNaN(sinceMs)) throw new Error(`--since ${options.since ?? ''} is no time: write it as 2026-06-02T09:00:00Z`);
      const { ingestHttp } = readEndpoints(options.dataDir);
      if (ingestHttp === undefined) throw new Error('endpoints.json names no ingest');
      const response = await fetch(new URL('/v1/control/reparse', ingestHttp), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ tenantId: options.tenant, sensorId: options.sensor, reason: options.reason, sinceMs }),
      });
      const answer = (await response.json()) as { looked?: number; parsed?: number; error?: { detail: string } };
      if (!response.ok) throw new Error(answer.error?.detail ?? `ingest answered ${response.status}`);
      process.stdout.write(`looked at ${answer.looked} lines, ${answer.parsed} are events now\n`);
    });
}

function tokenOf(dataDir: string): string {
  const file = join(userPath(dataDir), 'secrets.json');
  const token = existsSync(file) ? z.object({ ingestControlToken: z.string() }).safeParse(JSON.parse(readFileSync(file, 'utf8'))).data?.ingestControlToken : undefined;
  if (token === undefined) throw new Error(`${file} has no token of ingest: set WF_INGEST_CONTROL_TOKEN to the one that ingest runs with`);
  return token;
}
