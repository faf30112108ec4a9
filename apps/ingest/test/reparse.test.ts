import { insertRows, listUnparsed, ocsfOfRow, UNPARSED, type connectClickHouse } from '@watchfloor/clickhouse';
import { deterministicId, sha256Hex } from '@watchfloor/core/ids';
import { createMatcher, detections } from '@watchfloor/detections';
import { serviceScope } from '@watchfloor/identity';
import { closePostgres, connectPostgres, type Postgres } from '@watchfloor/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Pipeline } from '../src/pipeline.ts';
import { Reparse } from '../src/reparse/reparse.ts';
import { SensorDirectory } from '../src/sensor-directory.ts';
import { TenantDirectory } from '../src/tenant-directory.ts';
import { Writer } from '../src/writer.ts';
import { startEngines, type Engines } from './engines.ts';
import { connLine, seedPlant, writeLine, type Plant } from './plant.ts';
import { storeOf } from './sender.ts';

const RECEIVED = Date.UTC(2026, 5, 2, 9);
let engines: Engines;
let db: Postgres;
beforeAll(async () => {
  engines = await startEngines();
  db = connectPostgres(engines.environment['WF_POSTGRES_URL'] ?? '', 2);
});
afterAll(async () => {
  if (db) await closePostgres(db);
  await engines?.stop();
});

function reparseOver(client: ReturnType<typeof connectClickHouse>): Reparse {
  const tenants = new TenantDirectory(db, (error) => { throw error; });
  const writer = new Writer(client, { batchRows: 1_000, batchBytes: 1e6, batchMs: 5, waitingBytes: 1e7, insertTimeoutMs: 10_000 }, () => undefined);
  return new Reparse(client, new SensorDirectory(db, tenants), new Pipeline(createMatcher({ detections })), writer);
}

async function keepUnparsed(plant: Plant, lines: readonly string[], reason: string): Promise<void> {
  await insertRows(engines.client, serviceScope('test', [plant.tenantId]), UNPARSED, lines.map((line, n) => ({
    tenantId: plant.tenantId, lineId: deterministicId('unparsed', plant.sensorId, reason, n), ingestedAtMs: RECEIVED + n, sensorId: plant.sensorId, siteId: plant.siteId, source: 'auto', reason, size: Buffer.byteLength(line), sha256: sha256Hex(line), raw: Buffer.from(line),
  })));
}

describe('parsing lines again', () => {
  it('makes an event of each line that parses now, once however often it runs, with the time of its receipt, and leaves the others open', async () => {
    const plant = await seedPlant(engines.adminUrl, 'reparse');
    const scope = serviceScope('test', [plant.tenantId]);
    await keepUnparsed(plant, Array.from({ length: 700 }, (_, n) => connLine(n)), 'old parser');
    await keepUnparsed(plant, ['no log at all', writeLine(1)], 'another reason');
    const reparse = reparseOver(engines.client);
    expect(await reparse.run({ tenantId: plant.tenantId, sinceMs: 0, reason: 'another reason' }, scope, Date.now())).toEqual({ looked: 2, parsed: 1 });
    // Two at once stand for one that died after its events were stored and before its marks were.
    const reports = await Promise.all([1, 2].map(() => reparseOver(engines.client).run({ tenantId: plant.tenantId, sensorId: plant.sensorId, sinceMs: 0 }, scope, Date.now())));
    expect(reports[0]).toEqual({ looked: 701, parsed: 700 });
    const store = storeOf(engines, plant);
    const events = await store.events();
    expect(events.length).toBe(701);
    expect(new Set(events.map((event) => event.eventId)).size).toBe(701);
    expect(events.every((event) => event.ingestedAtMs >= RECEIVED && event.ingestedAtMs < RECEIVED + 700)).toBe(true);
    expect((await store.findings()).length).toBeGreaterThan(0);
    const open = await listUnparsed(engines.client, scope, { fromMs: 0, toMs: Date.now(), onlyOpen: true, limit: 100 });
    expect(open.map((line) => line.raw)).toEqual(['no log at all']);
    expect(await reparse.run({ tenantId: plant.tenantId, sinceMs: 0 }, scope, Date.now())).toEqual({ looked: 1, parsed: 0 });
  }, 120_000);

  it('opens what HEC and OTLP kept whole, with its time and envelope', async () => {
    const plant = await seedPlant(engines.adminUrl, 'reparse-records');
    const timeless = connLine(1).replace(/"ts":[\d.]+,/, '');
    await keepUnparsed(plant, [
      JSON.stringify({ time: 1_780_380_001.5, host: 'gw-hec', event: timeless }),
      JSON.stringify({ body: timeless, time_unix_nano: '1780380002500000000', resource: { attributes: { 'host.name': 'gw-otlp' } } }),
    ], 'old parser');
    expect(await reparseOver(engines.client).run({ tenantId: plant.tenantId, sinceMs: 0 }, serviceScope('test', [plant.tenantId]), Date.now())).toEqual({ looked: 2, parsed: 2 });
    const events = (await storeOf(engines, plant).events()).sort((a, b) => a.timeUs - b.timeUs);
    expect(events).toMatchObject([{ source: 'zeek-conn', timeUs: 1_780_380_001_500_000, flags: ['time-from-envelope'] }, { source: 'zeek-conn', timeUs: 1_780_380_002_500_000, raw: timeless, flags: ['time-from-envelope'] }]);
    expect(events.map((event) => ocsfOfRow(event)['unmapped'])).toMatchObject([{ envelope: { host: 'gw-hec' } }, { envelope: { resource: { attributes: { 'host.name': 'gw-otlp' } } } }]);
  }, 120_000);

  it('does not reach a sensor of another customer', async () => {
    const [mine, other] = [await seedPlant(engines.adminUrl, 'reparse-mine'), await seedPlant(engines.adminUrl, 'reparse-other')];
    await keepUnparsed(other, [connLine(1)], 'old parser');
    const scope = serviceScope('test', [mine.tenantId]);
    await expect(reparseOver(engines.client).run({ tenantId: mine.tenantId, sensorId: other.sensorId, sinceMs: 0 }, scope, Date.now())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await reparseOver(engines.client).run({ tenantId: mine.tenantId, sinceMs: 0 }, scope, Date.now())).toEqual({ looked: 0, parsed: 0 });
    expect(await storeOf(engines, other).count()).toBe(0);
  });
});
