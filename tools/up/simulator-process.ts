import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceProcess } from './service-process.ts';
import type { Startable } from './supervisor.ts';

/** Seconds after the simulator's start at which the attack story begins by itself. */
const ATTACK_AFTER_SECONDS = 60;

/** The plant simulator as a process of its own: it speaks to the receivers with the demo sensors' keys, as sensors do. */
export function startSimulator(input: { readonly dataDir: string; readonly repository: string; readonly sensorKeys: Readonly<Record<string, string>> }): Startable {
  const keys = join(input.dataDir, 'sensor-keys.json');
  writeFileSync(keys, JSON.stringify(input.sensorKeys), { mode: 0o600 });
  return serviceProcess({
    name: 'simulator',
    command: [process.execPath, join(input.repository, 'tools', 'simulator', 'main.ts'), '--endpoints', join(input.dataDir, 'endpoints.json'), '--keys', keys, '--attack-after', String(ATTACK_AFTER_SECONDS)],
    env: {},
    logFile: join(input.dataDir, 'logs', 'simulator.log'),
  });
}
