/** OCSF class uids that Watchfloor emits (OCSF 1.8.0, schema.ocsf.io). */
export const OCSF_CLASS = {
  baseEvent: 0,
  fileActivity: 1001,
  kernelExtensionActivity: 1002,
  moduleActivity: 1005,
  scheduledJobActivity: 1006,
  processActivity: 1007,
  eventLogActivity: 1008,
  detectionFinding: 2004,
  accountChange: 3001,
  authentication: 3002,
  authorizeSession: 3003,
  entityManagement: 3004,
  groupManagement: 3006,
  networkActivity: 4001,
  httpActivity: 4002,
  dnsActivity: 4003,
  rdpActivity: 4005,
  dhcpActivity: 4004,
  smbActivity: 4006,
  sshActivity: 4007,
  ftpActivity: 4008,
  emailActivity: 4009,
  ntpActivity: 4013,
  tunnelActivity: 4014,
  deviceInventoryInfo: 5001,
  softwareInfo: 5020,
  registryKeyActivity: 201_001,
  registryValueActivity: 201_002,
  windowsServiceActivity: 201_004,
} as const;
export type ClassUid = (typeof OCSF_CLASS)[keyof typeof OCSF_CLASS];

const CLASS_NAME: Readonly<Record<ClassUid, string>> = {
  0: 'Base Event',
  1001: 'File System Activity',
  1002: 'Kernel Extension Activity',
  1005: 'Module Activity',
  1006: 'Scheduled Job Activity',
  1007: 'Process Activity',
  1008: 'Event Log Activity',
  2004: 'Detection Finding',
  3001: 'Account Change',
  3002: 'Authentication',
  3003: 'Authorize Session',
  3004: 'Entity Management',
  3006: 'Group Management',
  4001: 'Network Activity',
  4002: 'HTTP Activity',
  4003: 'DNS Activity',
  4005: 'RDP Activity',
  4004: 'DHCP Activity',
  4006: 'SMB Activity',
  4007: 'SSH Activity',
  4008: 'FTP Activity',
  4009: 'Email Activity',
  4013: 'NTP Activity',
  4014: 'Tunnel Activity',
  5001: 'Device Inventory Info',
  5020: 'Software Inventory Info',
  201001: 'Registry Key Activity',
  201002: 'Registry Value Activity',
  201004: 'Windows Service Activity',
};

/** Name of a class that Watchfloor emits, 'Unknown Class' for any other. */
export function classNameOf(classUid: number): string {
  return Object.hasOwn(CLASS_NAME, classUid) ? CLASS_NAME[classUid as ClassUid] : 'Unknown Class';
}

/** `category_uid` of a class: its thousands (OCSF numbering, an extension's classes lie 100,000 × its uid higher); the base event has category 0. */
export function categoryUidOf(classUid: number): number {
  return Math.floor(classUid / 1000) % 100;
}

/** `type_uid` = class_uid × 100 + activity_id (OCSF 1.8.0, base event). */
export function typeUid(classUid: number, activityId: number): number {
  return classUid * 100 + activityId;
}

/** `activity_id` values of Network Activity (4001). */
export const NETWORK_ACTIVITY = { unknown: 0, open: 1, close: 2, reset: 3, fail: 4, refuse: 5, traffic: 6, other: 99 } as const;
/** `activity_id` values of DNS Activity (4003). */
export const DNS_ACTIVITY = { unknown: 0, query: 1, response: 2, traffic: 6 } as const;
