import { randomBytes } from 'node:crypto';
import { serviceScope } from '@watchfloor/identity';
import { sha256Hex } from '@watchfloor/core/ids';
import { closePostgres, connectPostgres, insertSensor, withTenant } from '@watchfloor/postgres';
import { seedDemo } from '../../demo/seed.ts';
import { DEMO_WORLD } from '../../demo/world.ts';
import { sensorOf } from './corpus.ts';

const newKey = (): string => `wfs_${randomBytes(32).toString('base64url')}`;

/** The demo's customers, and the sensor that sends CEF, which the demo has not. Gives each sensor's key by its id. */
export async function seedStand(postgresUrl: string): Promise<Readonly<Record<string, string>>> {
  const keys = Object.fromEntries(DEMO_WORLD.flatMap((tenant) => tenant.sensors).map((sensor) => [sensor.id, newKey()]));
  await seedDemo({ postgresUrl, sensorKeys: keys, webhookUrl: 'http://127.0.0.1:9/', now: new Date() });
  const { tenantId, siteId, sensorId } = sensorOf('cef');
  const key = newKey();
  const scope = serviceScope('bench', [tenantId]);
  const client = connectPostgres(postgresUrl, 2);
  try {
    await withTenant(client, scope, (tx) => insertSensor(scope, tx, { tenantId, id: sensorId, siteId, name: 'bench-cef', source: 'auto', cadenceSeconds: 300, keyHash: sha256Hex(key), keyPrefix: key.slice(0, 12) }));
  } finally {
    await closePostgres(client);
  }
  return { ...keys, [sensorId]: key };
}
