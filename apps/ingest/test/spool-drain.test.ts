import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deterministicId } from '@watchfloor/core/ids';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { Counters } from '../src/counters.ts';
import { Intake } from '../src/intake.ts';
import { TenantQuotas } from '../src/limits/tenant-quotas.ts';
import type { LineBatch, Pipeline } from '../src/pipeline.ts';
import type { SensorDirectory } from '../src/sensor-directory.ts';
import { SpoolDrain } from '../src/spool/spool-drain.ts';
import { Spool } from '../src/spool/spool.ts';
import type { Writer } from '../src/writer.ts';

it('keeps the lines of a sensor whose source nobody knows as unparsed, and goes on to those of others', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'wf-drain-'));
  const spool = new Spool({ dir, maxBytes: 1e6 });
  const counters = new Counters();
  const [wrong, right] = [deterministicId('wrong'), deterministicId('right')];
  const byId = (tenantId: string, id: string) => Promise.resolve({ sensor: { id, tenantId, source: id === wrong ? 'zeke' : 'auto' }, timeZone: 'UTC' });
  const process = (batch: LineBatch) => {
    const unparsedLines = batch.lines.filter((line) => batch.parser.parse(line.bytes.toString())?.ok === false).length;
    return Promise.resolve({ stored: batch.lines.length - unparsedLines, unparsedLines, findingsByDetection: new Map(), firstWithoutTime: undefined });
  };
  const intake = new Intake(undefined as never, { process } as unknown as Pipeline, { write: () => Promise.resolve() } as unknown as Writer, new TenantQuotas({ eventsPerSecond: 100, bytesPerSecond: 1e6, burstSeconds: 1 }), counters);
  const drain = new SpoolDrain(spool, { byId } as unknown as SensorDirectory, intake, counters, pino({ level: 'silent' }));
  await drain.start();
  for (const sensorId of [wrong, right]) await spool.append({ arrivedAtMs: Date.now(), tenantId: deterministicId(sensorId), sensorId, bytes: Buffer.from('{"event_type":"flow","timestamp":"2026-06-02T09:30:00.000000+0000"}') });
  for (let tries = 0; tries < 300 && spool.size > 0; tries += 1) await sleep(10);
  await drain.stop(1_000);
  expect(spool.size).toBe(0);
  expect(counters.read(wrong)).toMatchObject({ unparsed: 1, stored: 0 });
  expect(counters.read(right).stored + counters.read(right).unparsed).toBe(1);
  await rm(dir, { recursive: true });
});
