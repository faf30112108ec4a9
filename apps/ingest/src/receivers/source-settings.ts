import { z } from 'zod';

/** Whose lines a place holds, and how they are read. */
export const sourceSettings = z.strictObject({
  sensorKey: z.string().regex(/^wfs_[\w-]{1,200}$/).optional(),
  /** Together with `tenant`, instead of the key. */
  sensor: z.uuid().optional(),
  tenant: z.uuid().optional(),
  /** Source id; the sensor's own where none is given. */
  source: z.string().min(1).optional(),
  log: z.string().min(1).optional(),
});
export type SourceSettings = z.output<typeof sourceSettings>;

/** True where a key, or sensor and tenant, say whose the lines are. */
export function namesSensor(settings: SourceSettings): boolean {
  return settings.sensorKey !== undefined || (settings.sensor !== undefined && settings.tenant !== undefined);
}

export const SENSOR_NEEDED = 'needs sensorKey, or sensor and tenant';
