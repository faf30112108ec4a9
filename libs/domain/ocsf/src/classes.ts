/** OCSF class uids that Watchfloor emits (OCSF 1.8.0, schema.ocsf.io). */
export const OCSF_CLASS = {
  baseEvent: 0,
  detectionFinding: 2004,
  networkActivity: 4001,
  httpActivity: 4002,
  dnsActivity: 4003,
  rdpActivity: 4005,
} as const;
export type ClassUid = (typeof OCSF_CLASS)[keyof typeof OCSF_CLASS];

const CLASS_NAME: Readonly<Record<ClassUid, string>> = {
  0: 'Base Event',
  2004: 'Detection Finding',
  4001: 'Network Activity',
  4002: 'HTTP Activity',
  4003: 'DNS Activity',
  4005: 'RDP Activity',
};

/** Name of a class that Watchfloor emits, 'Unknown Class' for any other. */
export function classNameOf(classUid: number): string {
  return Object.hasOwn(CLASS_NAME, classUid) ? CLASS_NAME[classUid as ClassUid] : 'Unknown Class';
}

/** `category_uid` of a class: its thousands (OCSF numbering); the base event has category 0. */
export function categoryUidOf(classUid: number): number {
  return Math.floor(classUid / 1000);
}

/** `type_uid` = class_uid × 100 + activity_id (OCSF 1.8.0, base event). */
export function typeUid(classUid: number, activityId: number): number {
  return classUid * 100 + activityId;
}

/** `activity_id` values of Network Activity (4001). */
export const NETWORK_ACTIVITY = { unknown: 0, open: 1, close: 2, reset: 3, fail: 4, refuse: 5, traffic: 6, other: 99 } as const;
/** `activity_id` values of DNS Activity (4003). */
export const DNS_ACTIVITY = { unknown: 0, query: 1, response: 2, traffic: 6 } as const;
