import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Counters } from '../src/counters.ts';
import type { IncomingBatch } from '../src/intake.ts';
import { FolderReceiver, type FolderParts } from '../src/receivers/folder/folder.receiver.ts';
import { LineMeter } from '../src/receivers/line-meter.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wf-owners-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const key = (name: string): string => `wfs_${name}`;

/** A receiver over a store that keeps lines by sensor; `held` sensors are over their quota for good. */
async function receiverOf(folders: readonly { path: string; sensorKey: string }[], held: ReadonlySet<string> = new Set()): Promise<{ stored: Map<string, string[]>; counters: Counters; close: () => Promise<void> }> {
  const stored = new Map<string, string[]>();
  const counters = new Counters();
  const log = pino({ level: 'silent' });
  const parts = {
    sensors: { byKey: (raw: string) => Promise.resolve({ sensor: { id: raw, tenantId: raw, source: 'auto' }, timeZone: 'UTC' }) },
    intake: {
      waitSeconds: () => 0,
      accept: async (batch: IncomingBatch) => {
        const { id } = batch.identity.sensor;
        if (held.has(id)) await new Promise<never>(() => undefined);
        stored.set(id, [...(stored.get(id) ?? []), ...batch.lines.map((line) => line.bytes.toString())]);
      },
    },
    meter: new LineMeter(counters, log),
    log,
  } as unknown as FolderParts;
  const receiver = new FolderReceiver(parts, folders, { pollMs: 10, stateDir: join(folder, 'state') });
  await receiver.start();
  return { stored, counters, close: () => receiver.close(100) };
}

async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300 && !done(); tries += 1) await sleep(10);
  expect(done()).toBe(true);
}

describe('folders of several customers', () => {
  it('gives each sensor the lines of its own glob only, where globs share a folder', async () => {
    const [water, clinic] = [join(folder, 'water.log'), join(folder, 'clinic.log')];
    await writeFile(water, '');
    await writeFile(clinic, '');
    const { stored, close } = await receiverOf([{ path: join(folder, 'water*'), sensorKey: key('water') }, { path: join(folder, 'clinic*'), sensorKey: key('clinic') }]);
    for (let n = 0; n < 20; n += 1) {
      await appendFile(water, `water ${n}\n`);
      await appendFile(clinic, `clinic ${n}\n`);
      await sleep(15);
    }
    await until(() => (stored.get(key('water'))?.length ?? 0) + (stored.get(key('clinic'))?.length ?? 0) >= 40);
    await close();
    for (const name of ['water', 'clinic']) expect(stored.get(key(name))).toEqual(Array.from({ length: 20 }, (_, n) => `${name} ${n}`));
  });

  it('reads a customer’s folder while another’s waits for its quota', async () => {
    await writeFile(join(folder, 'busy.log'), 'busy\n');
    await writeFile(join(folder, 'calm.log'), 'calm\n');
    const { stored, close } = await receiverOf([{ path: join(folder, 'busy*'), sensorKey: key('busy') }, { path: join(folder, 'calm*'), sensorKey: key('calm') }], new Set([key('busy')]));
    await until(() => stored.get(key('calm'))?.length === 1);
    await close();
  });

  it('names the glob and not the file in its metrics: names are the sender’s', async () => {
    await writeFile(join(folder, 'secret-name.gz'), 'no gzip');
    const { counters, close } = await receiverOf([{ path: join(folder, '*.gz'), sensorKey: key('a') }]);
    let text = '';
    for (let tries = 0; tries < 300 && !text.includes('*.gz'); tries += 1) {
      await sleep(10);
      text = await counters.registry.metrics();
    }
    await close();
    expect(text).toContain('*.gz');
    expect(text).not.toContain('secret-name');
  });
});
