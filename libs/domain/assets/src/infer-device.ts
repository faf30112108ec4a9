import type { DeviceClass, PurdueLevel } from '@watchfloor/core';
import type { ZoneFact } from './facts.ts';

/** What was seen of an address: protocols that it answered and protocols that it spoke as a client, lower case. */
export interface DeviceObservation {
  readonly zone?: ZoneFact | undefined;
  readonly serves: readonly string[];
  readonly uses: readonly string[];
}

/** A guess about a device, with what it rests on; `confidence` is 0–1 and a human's word always overrides it. */
export interface DeviceInference {
  readonly deviceClass: DeviceClass;
  readonly purdueLevel?: PurdueLevel;
  readonly confidence: number;
  readonly evidence: readonly string[];
}

const CONTROLLER_PROTOCOLS = new Set(['modbus', 'dnp3', 's7comm', 's7comm_plus', 'enip', 'cip', 'profinet', 'ethercat', 'hart_ip', 'iec104', 'genisys']);
const BUILDING_PROTOCOLS = new Set(['bacnet', 'knx', 'lonworks']);
const MEDICAL_PROTOCOLS = new Set(['dicom', 'hl7', 'mllp']);
const IOT_PROTOCOLS = new Set(['mqtt', 'coap']);
const NETWORK_PROTOCOLS = new Set(['bgp', 'ospf', 'lldp', 'cdp']);

/**
 * Guesses class and level of a device nobody has described. Rules in order, first that applies: answers a control protocol
 * (a controller, level 1) · answers a building, medical or network protocol · commands controllers (a supervisor, level 2) ·
 * speaks an IoT protocol · the zone alone. Confidence: 0.9 for an answering protocol, 0.7 for a speaking one, 0.4 for the zone.
 */
export function inferDevice(seen: DeviceObservation): DeviceInference {
  const served = (set: ReadonlySet<string>): string | undefined => seen.serves.find((protocol) => set.has(protocol));
  const used = (set: ReadonlySet<string>): string | undefined => seen.uses.find((protocol) => set.has(protocol));
  const level = seen.zone?.purdueLevel;
  const zoneNote = seen.zone === undefined ? [] : [`in zone ${seen.zone.name} (level ${seen.zone.purdueLevel})`];
  const guess = (deviceClass: DeviceClass, purdueLevel: PurdueLevel | undefined, confidence: number, why: readonly string[]): DeviceInference => ({
    deviceClass, ...(purdueLevel === undefined ? {} : { purdueLevel }), confidence, evidence: [...why, ...zoneNote],
  });

  const controller = served(CONTROLLER_PROTOCOLS);
  if (controller) return guess('OT', 1, 0.9, [`answers ${controller} as a controller does`]);
  const building = served(BUILDING_PROTOCOLS);
  if (building) return guess('IIoT', level ?? 1, 0.8, [`answers ${building} as building automation does`]);
  const medical = served(MEDICAL_PROTOCOLS) ?? used(MEDICAL_PROTOCOLS);
  if (medical) return guess('IoMT', level, 0.8, [`speaks ${medical}`]);
  const router = served(NETWORK_PROTOCOLS) ?? used(NETWORK_PROTOCOLS);
  if (router) return guess('network', level, 0.8, [`speaks ${router}`]);
  const supervisor = used(CONTROLLER_PROTOCOLS) ?? used(BUILDING_PROTOCOLS);
  if (supervisor) return guess('OT', level !== undefined && level <= 3.5 ? level : 2, 0.7, [`sends ${supervisor} requests as an HMI or engineering station does`]);
  const thing = used(IOT_PROTOCOLS);
  if (thing) return guess('IoT', level, 0.7, [`speaks ${thing} as a client`]);
  if (level === undefined) return guess('IT', undefined, 0.2, ['nothing but addresses was seen']);
  return guess(level <= 2 ? 'OT' : 'IT', level, 0.4, []);
}
