import { randomBytes } from 'node:crypto';
import { sha256Hex } from '@watchfloor/core/ids';

/** A new sensor key. The key is shown once and never stored: only its hash and its first characters are. */
export interface SensorKey {
  readonly key: string;
  readonly keyHash: string;
  readonly keyPrefix: string;
}

const KEY = /^wfs_[\w-]{43}$/;

/** Makes a key of 32 random bytes: `wfs_` and 43 characters of base64url. */
export function mintSensorKey(): SensorKey {
  const key = `wfs_${randomBytes(32).toString('base64url')}`;
  return { key, keyHash: sha256Hex(key), keyPrefix: key.slice(0, 12) };
}

/** What a sensor key is stored as; undefined for a text that is no sensor key, which need not be looked up anywhere. */
export function sensorKeyHash(key: string): string | undefined {
  return KEY.test(key) ? sha256Hex(key) : undefined;
}
