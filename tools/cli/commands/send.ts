import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { Command } from 'commander';
import { userPath } from '../options.ts';
import { readEndpoints } from '../session.ts';

interface SendOptions {
  readonly dataDir: string;
  readonly key: string;
  readonly source?: string;
  readonly log?: string;
}

/** `send FILE…`: sends log files as a sensor would, through the HTTP receiver; sending a file again stores nothing twice. */
export function sendCommand(): Command {
  return new Command('send')
    .description('send log files through the HTTP receiver with a sensor key')
    .argument('<files...>')
    .requiredOption('--key <key>', 'sensor key (wfs_…)')
    .option('--source <id>', 'what the file holds, if the sensor is not set to it')
    .option('--log <name>', 'log name for lines that do not carry one, e.g. conn')
    .option('--data-dir <dir>', 'data folder of the running Watchfloor', '.watchfloor')
    .action(async (files: string[], options: SendOptions) => {
      const base = readEndpoints(options.dataDir)['ingestHttp'];
      if (!base) throw new Error('endpoints.json names no ingestHttp endpoint');
      const url = new URL(base);
      if (options.source) url.searchParams.set('source', options.source);
      if (options.log) url.searchParams.set('log', options.log);
      for (const file of files) {
        const body = await readFile(userPath(file));
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${options.key}`,
            'content-type': 'application/x-ndjson',
            'content-encoding': 'gzip',
            'idempotency-key': createHash('sha256').update(body).digest('hex'),
          },
          body: gzipSync(body),
        });
        const answer = await response.text();
        if (!response.ok) throw new Error(`${file}: HTTP ${response.status} ${answer}`);
        process.stdout.write(`${file}: ${answer}\n`);
      }
    });
}
