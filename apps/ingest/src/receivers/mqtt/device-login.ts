import { Refused } from '@watchfloor/core';
import type { SensorDirectory, SensorIdentity } from '../../sensor-directory.ts';

/** What a device showed when it connected. */
export interface Credentials {
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly certificate: string | undefined;
}

/**
 * The sensor of a device: by its key, which is the password, or by its certificate. A user name is the sensor's id or name. Asked again
 * while the connection lives, so that a key that was withdrawn ends it. Throws Refused UNAUTHENTICATED, UNAVAILABLE.
 */
export async function deviceLogin(sensors: SensorDirectory, { username, password, certificate }: Credentials, nowMs: number): Promise<SensorIdentity> {
  if (password === undefined && certificate === undefined) throw new Refused('UNAUTHENTICATED', 'a device shows its sensor key as password, or a client certificate');
  const identity = password === undefined ? await sensors.byCertificate(certificate ?? '', nowMs) : await sensors.byKey(password, nowMs);
  const { id, name } = identity.sensor;
  if (username !== undefined && username !== '' && username !== id && username !== name) throw new Refused('UNAUTHENTICATED', 'the user name is not the id or name of the sensor whose key this is');
  return identity;
}
