export { decodeAttr, encodeAttr, listAttrs, ocsfAttrs, ocsfEventOf, type AttrList, type AttrPath } from './attrs.ts';
export { categoryUidOf, classNameOf, DNS_ACTIVITY, NETWORK_ACTIVITY, OCSF_CLASS, typeUid, type ClassUid } from './classes.ts';
export { connectionOf, endpointsOf } from './endpoints.ts';
export type { BaseEvent, DetectionFinding, DnsActivity, HttpActivity, NetworkActivity, OcsfEvent, RdpActivity } from './event.ts';
export type {
  Actor, Device, File, FirewallRule, Group, Job, KernelDriver, Malware, ManagedEntity, Module, Policy, Process, RegKey, RegValue, Service, Session, User, WinService,
} from './host-objects.ts';
export { isJsonObject, setOwn, type JsonObject, type JsonPrimitive, type JsonValue } from './json.ts';
export type { Email, Hassh, NetworkAttributes, Package } from './network-attributes.ts';
export type {
  Analytic, AutonomousSystem, ConnectionInfo, DnsAnswer, DnsQuery, Evidence, FindingInfo, Fingerprint, HttpRequest, HttpResponse, Location, Metadata, NetworkEndpoint,
  NetworkTraffic, Product, Tls, Url,
} from './objects.ts';
export type { OtAccess, OtActivity, OtAddress, OtAddressKind, OtDirection, OtException, OtFunction, OtObject, OtSessionRole } from './ot.ts';
export { OCSF_VERSION, OT_EXTENSION, OT_PROFILE, WINDOWS_EXTENSION } from './version.ts';
