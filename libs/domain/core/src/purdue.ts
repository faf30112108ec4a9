/** Levels of the Purdue model (ISA-95 / IEC 62443): 0 process … 3 site operations, 3.5 industrial DMZ, 4–5 enterprise. */
export const PURDUE_LEVELS = [0, 1, 2, 3, 3.5, 4, 5] as const;
export type PurdueLevel = (typeof PURDUE_LEVELS)[number];

/** What kind of device an asset is (SEMANTICS §3). */
export const DEVICE_CLASSES = ['IT', 'OT', 'IIoT', 'IoT', 'IoMT', 'network', 'cellular'] as const;
export type DeviceClass = (typeof DEVICE_CLASSES)[number];
