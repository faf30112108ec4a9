import type { Actor } from '../actor.ts';
import { Place } from '../place.ts';
import { HOSPITAL_CAMPUS } from '../../demo/world/hospital.ts';
import { DeviceTalker, type DevicePlan } from './device-talker.ts';

const PUMPS = ['INFUSION-ICU-01', 'INFUSION-ICU-02', 'INFUSION-ICU-03', 'INFUSION-OR-01'] as const;
const MONITORS = ['MONITOR-ICU-01', 'MONITOR-ICU-02', 'MONITOR-OR-01'] as const;
const CONTROLLERS = ['AHU-OR-1', 'AHU-ICU-1', 'CHILLER-1'] as const;
const HL7 = 2575;
const DICOM = 104;
const BACNET = 47_808;

const PLANS: readonly DevicePlan[] = [
  ...PUMPS.map((from): DevicePlan => ({ from, to: 'PUMP-SERVER', port: 443, proto: 'TCP', app: 'tls', everyMs: 8_000, bytes: [1_400, 900] })),
  ...MONITORS.map((from): DevicePlan => ({ from, to: 'MON-CENTRAL', port: HL7, proto: 'TCP', app: 'failed', everyMs: 3_000, bytes: [5_200, 600] })),
  ...[...PUMPS, ...MONITORS].map((from): DevicePlan => ({ from, to: 'NTP-SE-01', port: 123, proto: 'UDP', app: 'failed', everyMs: 128_000, bytes: [90, 90] })),
  ...CONTROLLERS.map((to): DevicePlan => ({ from: 'BMS-01', to, port: BACNET, proto: 'UDP', app: 'failed', everyMs: 5_000, bytes: [240, 420] })),
  { from: 'BMS-01', to: 'NTP-SE-01', port: 123, proto: 'UDP', app: 'failed', everyMs: 128_000, bytes: [90, 90] },
  { from: 'CT-01', to: 'PACS-01', port: DICOM, proto: 'TCP', app: 'failed', everyMs: 60_000, bytes: [9_000_000, 60_000], byDay: true },
  { from: 'XRAY-02', to: 'PACS-01', port: DICOM, proto: 'TCP', app: 'failed', everyMs: 45_000, bytes: [4_000_000, 30_000], byDay: true },
  { from: 'PUMP-SERVER', to: 'HL7-GATEWAY', port: HL7, proto: 'TCP', app: 'failed', everyMs: 10_000, bytes: [2_400, 500] },
  { from: 'MON-CENTRAL', to: 'HL7-GATEWAY', port: HL7, proto: 'TCP', app: 'failed', everyMs: 10_000, bytes: [3_100, 500] },
  { from: 'HL7-GATEWAY', to: 'DC-SE-01', port: 53, proto: 'UDP', app: 'dns', everyMs: 20_000, bytes: [90, 180] },
  ...['WARD-PC-3A', 'WARD-PC-3B'].map((from): DevicePlan => ({ from, to: 'PACS-01', port: 443, proto: 'TCP', app: 'tls', everyMs: 12_000, bytes: [2_000, 400_000], byDay: true })),
];

/** Everybody at the hospital. */
export function hospitalCampus(seed: string): Actor[] {
  const place = new Place(HOSPITAL_CAMPUS);
  return PLANS.map((plan) => new DeviceTalker(place, seed, plan));
}
