import { createHash, randomBytes } from 'node:crypto';
import { Refused } from '@watchfloor/core';
import { closePostgres, connectPostgres, type Postgres } from '@watchfloor/postgres';
import { createTestEnvironment, type TestEnvironment } from '@watchfloor/testing-env';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SensorDirectory } from '../src/sensor-directory.ts';
import { TenantDirectory } from '../src/tenant-directory.ts';
import { seedPlant } from './plant.ts';

let env: TestEnvironment<{ postgres: true }>;
let db: Postgres;
let admin: pg.Client;
beforeAll(async () => {
  env = await createTestEnvironment({ postgres: true });
  db = connectPostgres(env.postgres.urls.wf_ingest, 2);
  admin = new pg.Client({ connectionString: env.postgres.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  if (db) await closePostgres(db);
  await env?.close();
});

const directory = (): { sensors: SensorDirectory; tenants: TenantDirectory } => {
  const tenants = new TenantDirectory(db, (error) => { throw error; });
  return { tenants, sensors: new SensorDirectory(db, tenants) };
};
const codeOf = (answer: Promise<unknown>): Promise<string> => answer.then(() => 'known', (error: unknown) => (error instanceof Refused ? error.code : String(error)));
const randomKey = (): string => `wfs_${randomBytes(32).toString('base64url')}`;

describe('the directory of sensors', () => {
  it('knows a sensor by its key alone and by a registered certificate, from before and after the last read', async () => {
    const before = await seedPlant(env.postgres.adminUrl, 'known-before');
    const { sensors, tenants } = directory();
    await tenants.refresh();
    const after = await seedPlant(env.postgres.adminUrl, 'known-after');
    for (const plant of [before, after]) {
      const certificate = createHash('sha256').update(plant.sensorId).digest('hex');
      expect(await codeOf(sensors.byCertificate(certificate, 0))).toBe('UNAUTHENTICATED');
      await admin.query('INSERT INTO sensor_certificates (tenant_id, sensor_id, sha256) VALUES ($1,$2,$3)', [plant.tenantId, plant.sensorId, certificate]);
      const colons = (certificate.match(/../g) ?? []).join(':').toUpperCase();
      for (const identity of [await sensors.byKey(plant.key, 0), await sensors.byCertificate(colons, 10_000), await sensors.byCertificate(certificate, 10_000)]) {
        expect([identity.sensor.id, identity.scope.tenants, identity.timeZone]).toEqual([plant.sensorId, [plant.tenantId], 'Europe/Berlin']);
      }
    }
  });

  it('refuses a disabled sensor by key and by certificate once it has been read again', async () => {
    const plant = await seedPlant(env.postgres.adminUrl, 'disabled');
    const certificate = 'd'.repeat(64);
    await admin.query('INSERT INTO sensor_certificates (tenant_id, sensor_id, sha256) VALUES ($1,$2,$3)', [plant.tenantId, plant.sensorId, certificate]);
    const { sensors, tenants } = directory();
    await tenants.refresh();
    expect([await codeOf(sensors.byKey(plant.key, Date.now())), await codeOf(sensors.byCertificate(certificate, Date.now()))]).toEqual(['known', 'known']);
    await admin.query('UPDATE sensors SET disabled_at = now() WHERE id = $1', [plant.sensorId]);
    await tenants.refresh();
    expect([await codeOf(sensors.byKey(plant.key, Date.now())), await codeOf(sensors.byCertificate(certificate, Date.now()))]).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(await codeOf(directory().sensors.byKey(plant.key, Date.now()))).toBe('UNAUTHENTICATED');
  });

  it('asks the database about guessed keys within a budget, and goes on knowing the real ones meanwhile', async () => {
    const plant = await seedPlant(env.postgres.adminUrl, 'guessed');
    const { sensors, tenants } = directory();
    await tenants.refresh();
    const nowMs = Date.now();
    const answers = await Promise.all(Array.from({ length: 2_000 }, () => codeOf(sensors.byKey(randomKey(), nowMs))));
    expect(answers.filter((code) => code === 'UNAUTHENTICATED').length).toBe(100);
    expect(answers.filter((code) => code === 'UNAVAILABLE').length).toBe(1_900);
    expect(await codeOf(sensors.byKey(plant.key, nowMs))).toBe('known');
    expect(await codeOf(sensors.byKey('Basic abc', nowMs))).toBe('UNAUTHENTICATED');
    expect(await codeOf(sensors.byKey(randomKey(), nowMs + 1_000))).toBe('UNAUTHENTICATED');
  });

  it('keeps a certificate to one sensor, across customers', async () => {
    const [a, b] = [await seedPlant(env.postgres.adminUrl, 'cert-a'), await seedPlant(env.postgres.adminUrl, 'cert-b')];
    const add = (plant: typeof a): Promise<unknown> => admin.query('INSERT INTO sensor_certificates (tenant_id, sensor_id, sha256) VALUES ($1,$2,$3)', [plant.tenantId, plant.sensorId, 'c'.repeat(64)]);
    await add(a);
    await expect(add(b)).rejects.toThrow(/unique/);
  });
});
