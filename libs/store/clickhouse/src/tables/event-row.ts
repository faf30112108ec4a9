import { categoryUidOf, encodeAttr, endpointsOf, OCSF_CLASS, ocsfEventOf, type JsonObject, type JsonValue, type OcsfEvent } from '@watchfloor/ocsf';
import { EventAttrs } from './event-attrs.ts';
import type { EventRecord, EventRow } from './events-table.ts';

/** What the pipeline knows about an event beside the event itself. Ids that do not apply are ''. */
export interface EventEnvelope {
  readonly tenantId: string;
  readonly eventId: string;
  readonly sensorId: string;
  readonly siteId: string;
  readonly source: string;
  readonly timeUs: number;
  readonly ingestedAtMs: number;
  readonly srcAssetId: string;
  readonly dstAssetId: string;
  readonly srcZoneId: string;
  readonly dstZoneId: string;
  readonly flags: readonly string[];
  readonly raw: string | Uint8Array;
}

interface Binding {
  readonly path: string;
  of(event: OcsfEvent): JsonValue | undefined;
  in(row: Omit<EventRow, 'attrs'>): JsonValue | undefined;
}

const text = (value: string): string | undefined => (value === '' ? undefined : value);
const port = (value: number): number | undefined => (value === 0 ? undefined : value);
const present = (value: number): number | undefined => (value === -1 ? undefined : value);
const flat = (row: Pick<EventRow, 'classUid'>): boolean => row.classUid !== OCSF_CLASS.detectionFinding;

/** OCSF attributes that have a column. What a column cannot say exactly stays in `attrs`, so that the event comes back as it was. */
const BINDINGS: readonly Binding[] = [
  { path: 'class_uid', of: (e) => e.class_uid, in: (r) => r.classUid },
  { path: 'category_uid', of: (e) => e.category_uid, in: (r) => categoryUidOf(r.classUid) },
  { path: 'type_uid', of: (e) => e.type_uid, in: (r) => r.typeUid },
  { path: 'activity_id', of: (e) => e.activity_id, in: (r) => r.activityId },
  { path: 'severity_id', of: (e) => e.severity_id, in: (r) => r.severityId },
  { path: 'time', of: (e) => e.time, in: (r) => Math.floor(r.timeUs / 1000) },
  { path: 'message', of: (e) => e.message, in: (r) => text(r.message) },
  { path: 'src_endpoint.ip', of: (e) => e.src_endpoint?.ip, in: (r) => (flat(r) ? text(r.srcIp) : undefined) },
  { path: 'src_endpoint.port', of: (e) => e.src_endpoint?.port, in: (r) => (flat(r) ? port(r.srcPort) : undefined) },
  { path: 'src_endpoint.mac', of: (e) => e.src_endpoint?.mac, in: (r) => (flat(r) ? text(r.srcMac) : undefined) },
  { path: 'dst_endpoint.ip', of: (e) => e.dst_endpoint?.ip, in: (r) => (flat(r) ? text(r.dstIp) : undefined) },
  { path: 'dst_endpoint.port', of: (e) => e.dst_endpoint?.port, in: (r) => (flat(r) ? port(r.dstPort) : undefined) },
  { path: 'dst_endpoint.mac', of: (e) => e.dst_endpoint?.mac, in: (r) => (flat(r) ? text(r.dstMac) : undefined) },
  { path: 'ot.function.code', of: (e) => e.ot?.function?.code, in: (r) => present(r.otFunctionCode) },
  { path: 'ot.function.name', of: (e) => e.ot?.function?.name, in: (r) => text(r.otFunction) },
  { path: 'ot.access', of: (e) => e.ot?.access, in: (r) => text(r.otAccess) },
  { path: 'ot.unit_id', of: (e) => e.ot?.unit_id, in: (r) => present(r.otUnitId) },
  { path: 'ot.address.start', of: (e) => e.ot?.address?.start, in: (r) => present(r.otAddressStart) },
  { path: 'ot.address.count', of: (e) => e.ot?.address?.count, in: (r) => present(r.otAddressCount) },
];
const BOUND: ReadonlySet<string> = new Set(BINDINGS.map((binding) => binding.path));
const BOUND_WITH_PROTOCOL: ReadonlySet<string> = new Set([...BOUND, 'app_protocol_name']);

/** The row of an event to insert, to be written before the event changes. Every attribute lands in a column or in `attrs`; `ocsfOfRow` gives the event back. */
export function eventRow(event: OcsfEvent, envelope: EventEnvelope): EventRow & { readonly attrs: EventAttrs } {
  const { src, dst } = endpointsOf(event);
  const ot = event.ot;
  const appProtocol = ot?.protocol ?? event.app_protocol_name ?? '';
  const row = {
    // Named one by one: spreading so many properties costs more than all that follows.
    tenantId: envelope.tenantId,
    eventId: envelope.eventId,
    sensorId: envelope.sensorId,
    siteId: envelope.siteId,
    source: envelope.source,
    timeUs: envelope.timeUs,
    ingestedAtMs: envelope.ingestedAtMs,
    srcAssetId: envelope.srcAssetId,
    dstAssetId: envelope.dstAssetId,
    srcZoneId: envelope.srcZoneId,
    dstZoneId: envelope.dstZoneId,
    flags: envelope.flags,
    raw: envelope.raw,
    classUid: bounded(event.class_uid, 0, 0xffff_ffff, 0),
    activityId: bounded(event.activity_id, 0, 255, 0),
    typeUid: bounded(event.type_uid, 0, 0xffff_ffff, 0),
    severityId: bounded(event.severity_id, 0, 255, 0),
    srcIp: src?.ip ?? '',
    srcPort: bounded(src?.port, 0, 65_535, 0),
    srcMac: src?.mac ?? '',
    dstIp: dst?.ip ?? '',
    dstPort: bounded(dst?.port, 0, 65_535, 0),
    dstMac: dst?.mac ?? '',
    appProtocol,
    otFunctionCode: bounded(ot?.function?.code, 0, 0x7fff_ffff, -1),
    otFunction: ot?.function?.name ?? '',
    otAccess: ot?.access ?? '',
    otUnitId: bounded(ot?.unit_id, 0, 0x7fff_ffff, -1),
    otAddressStart: bounded(ot?.address?.start, 0, Number.MAX_SAFE_INTEGER, -1),
    otAddressCount: bounded(ot?.address?.count, 0, Number.MAX_SAFE_INTEGER, -1),
    message: event.message ?? '',
    attrs: new EventAttrs(event, ot === undefined && appProtocol !== '' ? BOUND_WITH_PROTOCOL : BOUND),
  };
  for (const { path, of, in: held } of BINDINGS) {
    const value = of(event);
    if (value !== undefined && value !== held(row)) row.attrs.keep(path, value);
  }
  return row;
}

/** The OCSF event that a row holds. */
export function ocsfOfRow(row: EventRecord): JsonObject {
  const columns: Record<string, string> = {};
  for (const binding of BINDINGS) {
    const value = binding.in(row);
    if (value !== undefined) columns[binding.path] = encodeAttr(value);
  }
  if (row.appProtocol !== '' && row.attrs['ot.protocol'] === undefined) columns['app_protocol_name'] = encodeAttr(row.appProtocol);
  return ocsfEventOf({ ...columns, ...row.attrs });
}

function bounded(value: number | undefined, lowest: number, highest: number, otherwise: number): number {
  return value !== undefined && Number.isInteger(value) && value >= lowest && value <= highest ? value : otherwise;
}
