import { randomBytes } from 'node:crypto';
import { Refused, type TenantScope } from '@watchfloor/core';
import { sha256Hex } from '@watchfloor/core/ids';
import { findSensorByKeyHash, type Postgres, type Sensor } from '@watchfloor/postgres';
import { sensorScope } from './machine-scope.ts';

/** A new sensor key. The key is shown once and never stored: only its hash and its first characters are. */
export interface SensorKey {
  readonly key: string;
  readonly keyHash: string;
  readonly keyPrefix: string;
}

const KEY = /^wfs_[\w-]{43}$/;
const BEARER = /^Bearer (wfs_[\w-]{43})$/i;

/** Makes a key of 32 random bytes: `wfs_` and 43 characters of base64url. */
export function mintSensorKey(): SensorKey {
  const key = `wfs_${randomBytes(32).toString('base64url')}`;
  return { key, keyHash: sha256Hex(key), keyPrefix: key.slice(0, 12) };
}

/** What a sensor key is stored as; undefined for a text that is no sensor key, which need not be looked up anywhere. */
export function sensorKeyHash(key: string): string | undefined {
  return KEY.test(key) ? sha256Hex(key) : undefined;
}

/**
 * The sensor whose key stands in an `Authorization: Bearer wfs_…` header, with the scope of its one tenant. Throws Refused
 * UNAUTHENTICATED when the key is malformed, unknown or of a disabled sensor: which of them is not told.
 */
export async function authenticateSensor(db: Postgres, bearer: string | undefined): Promise<{ sensor: Sensor; scope: TenantScope }> {
  const key = BEARER.exec(bearer ?? '')?.[1];
  const sensor = key ? await findSensorByKeyHash(db, sha256Hex(key)) : null;
  if (!sensor || sensor.disabledAt !== null) throw new Refused('UNAUTHENTICATED', 'send the header "Authorization: Bearer <sensor key>" with the key of an enabled sensor');
  return { sensor, scope: sensorScope(sensor) };
}
