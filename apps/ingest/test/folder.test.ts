import { appendFile, copyFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngines, type Engines } from './engines.ts';
import { bundleIngest, startIngest } from './ingest-process.ts';
import { connLine, seedPlant } from './plant.ts';
import { eventually, storeOf } from './sender.ts';

let engines: Engines;
let main: string;

beforeAll(async () => {
  [engines, main] = await Promise.all([startEngines(), bundleIngest('ingest-folder')]);
}, 120_000);
afterAll(async () => {
  await engines?.stop();
});

const text = (from: number, to: number): string => Array.from({ length: to - from }, (_, at) => `${connLine(from + at)}\n`).join('');

describe('watched folders', () => {
  it('killed while files grow, are renamed and truncated: each line is stored once', { timeout: 120_000 }, async () => {
    const plant = await seedPlant(engines.adminUrl, 'folders');
    const logs = await engines.folder();
    const environment = { ...engines.environment, WF_FOLDERS: JSON.stringify([{ path: `${logs}/*.log*`, sensorKey: plant.key }]), WF_FOLDERS_POLL_MS: '50' };
    const log = join(logs, 'conn.log');
    await writeFile(log, text(0, 500));
    let ingest = await startIngest(main, environment);
    let written = 500;
    for (const step of ['grow', 'rename', 'copytruncate'] as const) {
      await appendFile(log, text(written, written + 1_000));
      written += 1_000;
      await sleep(Math.random() * 150);
      await ingest.end('SIGKILL');
      await appendFile(log, text(written, written + 10));
      written += 10;
      if (step === 'rename') {
        await rename(log, `${log}.1`);
        await writeFile(log, '');
      }
      if (step === 'copytruncate') {
        await copyFile(log, `${log}.2`);
        await truncate(log, 0);
      }
      ingest = await startIngest(main, environment);
      const total = written;
      await eventually(async () => ((await storeOf(engines, plant).count()) >= total ? true : undefined), 30).catch(() => expect.unreachable(`not all lines came after ${step}`));
    }
    await sleep(300);
    expect(await storeOf(engines, plant).count()).toBe(written);
    await ingest.end('SIGTERM');
  });
});
