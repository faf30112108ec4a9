import type { Actor } from '../actor.ts';
import { Place } from '../place.ts';
import { TREATMENT_PLANT } from '../../demo/world/water.ts';
import { ModbusPoller, type PollPlan } from './modbus-poller.ts';
import { OfficeWorker } from './office-worker.ts';
import { SteadyTalker, type SteadyPlan } from './steady.ts';

const PLCS = ['PLC-INTAKE', 'PLC-FLOCCULATION', 'PLC-FILTER-A', 'PLC-FILTER-B', 'PLC-DOSING', 'PLC-PUMPS-OUT'] as const;

const POLLS: readonly PollPlan[] = [
  ...PLCS.map((target): PollPlan => ({ master: 'SCADA-AQ-01', target, everyMs: 2_000, quantity: 10 })),
  ...PLCS.map((target): PollPlan => ({ master: 'HIST-AQ-01', target, everyMs: 10_000, address: 100, quantity: 16, func: 'READ_INPUT_REGISTERS' })),
  { master: 'HMI-DOSING', target: 'PLC-DOSING', everyMs: 2_000, quantity: 4 },
  { master: 'HMI-INTAKE', target: 'PLC-INTAKE', everyMs: 2_000, quantity: 4 },
  { master: 'HMI-INTAKE', target: 'PLC-INTAKE', everyMs: 5_000, quantity: 8, func: 'READ_COILS' },
  { master: 'SCADA-AQ-01', target: 'SIS-CHLORINE', everyMs: 5_000, quantity: 6 },
  { master: 'PLC-DOSING', target: 'AIT-CHLORINE-1', everyMs: 5_000, quantity: 2, func: 'READ_INPUT_REGISTERS' },
  { master: 'PLC-PUMPS-OUT', target: 'FIT-OUTLET-1', everyMs: 5_000, quantity: 2, func: 'READ_INPUT_REGISTERS' },
  { master: 'PLC-INTAKE', target: 'LIT-TANK-1', everyMs: 5_000, quantity: 2, func: 'READ_INPUT_REGISTERS' },
];

const STEADY: readonly SteadyPlan[] = [
  { from: 'SCADA-AQ-01', to: 'HIST-AQ-01', service: 'ssl', everyMs: 10_000 },
  { from: 'HIST-AQ-01', to: 'HIST-MIRROR-01', service: 'ssl', everyMs: 15_000 },
  { from: 'WS-AQ-102', to: 'HIST-MIRROR-01', service: 'ssl', everyMs: 30_000 },
  ...['SCADA-AQ-01', 'HMI-INTAKE', 'HMI-DOSING', ...PLCS].map((from): SteadyPlan => ({ from, to: 'NTP-AQ-01', service: 'ntp', everyMs: 64_000 })),
];

/** Everybody at the treatment plant. */
export function treatmentPlant(seed: string): Actor[] {
  const place = new Place(TREATMENT_PLANT);
  return [
    ...POLLS.map((plan) => new ModbusPoller(place, seed, plan)),
    ...STEADY.map((plan) => new SteadyTalker(place, seed, plan)),
    ...['WS-AQ-101', 'WS-AQ-102', 'WS-AQ-103'].map((worker) => new OfficeWorker(place, seed, { worker, resolver: 'DC-AQ-01', fileServer: 'FILE-AQ-01', intranet: 'INTRA-AQ-01', everyMs: 4_000 })),
  ];
}
