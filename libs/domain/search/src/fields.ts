import type { EventColumn } from './searchable-event.ts';

/** How values of a field are read and compared; the README's table says what each takes. */
export type FieldKind = 'ip' | 'number' | 'severity' | 'class' | 'name' | 'words' | 'id' | 'list' | 'attribute';

export interface SearchField {
  /** The short name: the one that a query keeps. */
  readonly name: string;
  /** The OCSF path, or '' where OCSF has none. */
  readonly path: string;
  /** Further spellings. */
  readonly others: readonly string[];
  readonly kind: FieldKind;
  /** Any of these columns; none for an attribute. */
  readonly columns: readonly EventColumn[];
  /** The number that stands for 'absent'. */
  readonly absent?: number;
  readonly about: string;
}

const field = (name: string, path: string, kind: FieldKind, columns: readonly EventColumn[], about: string, more: { others?: readonly string[]; absent?: number } = {}): SearchField => ({
  name, path, kind, columns, about, others: more.others ?? [], ...(more.absent !== undefined && { absent: more.absent }),
});

/** Every field with a name of its own. Parser, compiler and evaluator read this list; a test holds the portal's suggestions and the README's table to it. */
export const SEARCH_FIELDS: readonly SearchField[] = [
  field('text', '', 'words', ['message', 'raw'], 'words of the message or the line; what free text looks in'),
  field('message', 'message', 'words', ['message'], 'words of the message'),
  field('raw', 'raw_data', 'words', ['raw'], 'words of the line as received', { others: ['line'] }),
  field('ip', '', 'ip', ['srcIp', 'dstIp'], 'address of either end'),
  field('src_ip', 'src_endpoint.ip', 'ip', ['srcIp'], 'address of the source', { others: ['src'] }),
  field('dst_ip', 'dst_endpoint.ip', 'ip', ['dstIp'], 'address of the destination', { others: ['dst'] }),
  field('port', '', 'number', ['srcPort', 'dstPort'], 'port of either end', { absent: 0 }),
  field('src_port', 'src_endpoint.port', 'number', ['srcPort'], 'port of the source', { absent: 0 }),
  field('dst_port', 'dst_endpoint.port', 'number', ['dstPort'], 'port of the destination', { absent: 0 }),
  field('mac', '', 'name', ['srcMac', 'dstMac'], 'hardware address of either end'),
  field('src_mac', 'src_endpoint.mac', 'name', ['srcMac'], 'hardware address of the source'),
  field('dst_mac', 'dst_endpoint.mac', 'name', ['dstMac'], 'hardware address of the destination'),
  field('app_protocol', 'app_protocol_name', 'name', ['appProtocol'], 'modbus, dnp3, dns, http …', { others: ['protocol', 'ot.protocol'] }),
  field('ot_function', 'ot.function.name', 'name', ['otFunction'], 'name of the OT function'),
  field('ot_function_code', 'ot.function.code', 'number', ['otFunctionCode'], 'code of the OT function', { absent: -1 }),
  field('ot_access', 'ot.access', 'name', ['otAccess'], 'read, write, control, diagnostic, other', { others: ['access'] }),
  field('ot_unit', 'ot.unit_id', 'number', ['otUnitId'], 'unit or station addressed', { others: ['unit'], absent: -1 }),
  field('ot_address', 'ot.address.start', 'number', ['otAddressStart'], 'first address read or written', { absent: -1 }),
  field('ot_count', 'ot.address.count', 'number', ['otAddressCount'], 'number of addresses', { absent: -1 }),
  field('class', 'class_uid', 'class', ['classUid'], 'OCSF class by number or name'),
  field('activity', 'activity_id', 'number', ['activityId'], 'OCSF activity'),
  field('type', 'type_uid', 'number', ['typeUid'], 'OCSF type: class and activity'),
  field('severity', 'severity_id', 'severity', ['severityId'], 'by number (0–6) or name (unknown … fatal)'),
  field('source', 'metadata.log_provider', 'name', ['source'], 'the log it came from, such as zeek-modbus'),
  field('sensor', '', 'id', ['sensorId'], 'id or name of the sensor'),
  field('site', '', 'id', ['siteId'], 'id or name of the site'),
  field('asset', '', 'id', ['srcAssetId', 'dstAssetId'], 'id or name of the asset at either end'),
  field('src_asset', '', 'id', ['srcAssetId'], 'id or name of the asset at the source'),
  field('dst_asset', '', 'id', ['dstAssetId'], 'id or name of the asset at the destination'),
  field('zone', '', 'id', ['srcZoneId', 'dstZoneId'], 'id or name of the zone at either end'),
  field('src_zone', '', 'id', ['srcZoneId'], 'id or name of the zone of the source'),
  field('dst_zone', '', 'id', ['dstZoneId'], 'id or name of the zone of the destination'),
  field('event', '', 'id', ['eventId'], 'id of the event', { others: ['event_id'] }),
  field('flag', '', 'list', ['flags'], 'marks of the pipeline, such as late', { others: ['flags'] }),
  field('technique', 'attacks', 'attribute', [], 'ATT&CK technique that the source itself named: use wildcards (*T0836*)'),
];

/** Attributes at the top of an event that a query may name without a dot; any name with a dot is taken for the path of an attribute. */
const TOP_ATTRIBUTES = [
  'action', 'action_id', 'answers', 'attacks', 'confidence_id', 'count', 'disposition_id', 'duration', 'end_time', 'evidences', 'identifier_cookie', 'logon_type', 'logon_type_id', 'rcode', 'rcode_id',
  'start_time', 'status', 'status_code', 'status_detail', 'status_id',
];

const BY_NAME = new Map(SEARCH_FIELDS.flatMap((known) => [known.name, known.path, ...known.others].filter((name) => name !== '').map((name) => [name, known] as const)));
const PATH = /^[A-Za-z_][\w-]*(?:\.(?:[\w-]|\\.)+)+$/;

/** The field of a name, an OCSF path or the dotted path of an attribute; undefined when no event can have it. Letter case counts in attributes only. */
export function findField(name: string): SearchField | undefined {
  const known = BY_NAME.get(name) ?? BY_NAME.get(name.toLowerCase());
  if (known) return known;
  if (PATH.test(name) || TOP_ATTRIBUTES.includes(name)) return { name, path: name, others: [], kind: 'attribute', columns: [], about: 'an attribute' };
  return undefined;
}

/** The path under which the attribute of a field stands in the event's map. */
export function attributePath(known: SearchField): string {
  return known.path;
}

/** Every name that could stand before a colon, for hints and suggestions. */
export const FIELD_NAMES: readonly string[] = [...BY_NAME.keys(), ...TOP_ATTRIBUTES];
