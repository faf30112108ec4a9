// Generated from the folders beside this file by tools/registry; do not edit.
import type { Detection } from './detection.ts';
import { detection as modbusWrite } from './modbus-write/detection.ts';
import { detection as newDevice } from './new-device/detection.ts';
import { detection as sensorSilent } from './sensor-silent/detection.ts';
import { detection as zoneViolation } from './zone-violation/detection.ts';

export const detections: readonly Detection[] = [modbusWrite, newDevice, sensorSilent, zoneViolation];
