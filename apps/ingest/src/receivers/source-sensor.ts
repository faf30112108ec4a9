import { Refused } from '@watchfloor/core';
import type { SensorDirectory, SensorIdentity } from '../sensor-directory.ts';
import type { SourceSettings } from './source-settings.ts';

/** The sensor that a watched place belongs to. Throws Refused UNAUTHENTICATED while it is unknown or disabled, UNAVAILABLE. */
export async function sourceSensor(sensors: SensorDirectory, settings: SourceSettings, nowMs: number): Promise<SensorIdentity> {
  if (settings.sensorKey !== undefined) return sensors.byKey(settings.sensorKey, nowMs);
  const identity = await sensors.byId(settings.tenant ?? '', settings.sensor ?? '');
  if (!identity || identity.sensor.disabledAt !== null) throw new Refused('UNAUTHENTICATED', `sensor ${settings.sensor} of tenant ${settings.tenant} is not known or disabled`);
  return identity;
}
