import type { Actor } from '../actor.ts';
import { Place } from '../place.ts';
import { PUMPING_STATION } from '../../demo/world/water.ts';
import { ModbusPoller, type PollPlan } from './modbus-poller.ts';
import { OfficeWorker } from './office-worker.ts';
import { SteadyTalker } from './steady.ts';

const POLLS: readonly PollPlan[] = [
  { master: 'HMI-PN-01', target: 'PLC-PUMP-1', everyMs: 2_000, quantity: 8 },
  { master: 'HMI-PN-01', target: 'PLC-PUMP-2', everyMs: 2_000, quantity: 8 },
  { master: 'HMI-PN-01', target: 'RTU-RESERVOIR', everyMs: 4_000, quantity: 4 },
  { master: 'HIST-PN-01', target: 'PLC-PUMP-1', everyMs: 10_000, address: 100, quantity: 12 },
  { master: 'HIST-PN-01', target: 'PLC-PUMP-2', everyMs: 10_000, address: 100, quantity: 12 },
  { master: 'PLC-PUMP-1', target: 'VFD-PUMP-1', everyMs: 5_000, quantity: 4 },
  { master: 'PLC-PUMP-2', target: 'VFD-PUMP-2', everyMs: 5_000, quantity: 4 },
];

/** Everybody at the pumping station. */
export function pumpingStation(seed: string): Actor[] {
  const place = new Place(PUMPING_STATION);
  return [
    ...POLLS.map((plan) => new ModbusPoller(place, seed, plan)),
    ...['HMI-PN-01', 'PLC-PUMP-1', 'PLC-PUMP-2'].map((from) => new SteadyTalker(place, seed, { from, to: 'NTP-PN-01', service: 'ntp', everyMs: 64_000 })),
    new OfficeWorker(place, seed, { worker: 'WS-PN-101', resolver: 'FILE-PN-01', fileServer: 'FILE-PN-01', everyMs: 12_000 }),
  ];
}
