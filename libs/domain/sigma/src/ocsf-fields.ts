import { connectionOf, endpointsOf, type OcsfEvent } from '@watchfloor/ocsf';
import { pathReader, scalarsIn, type EventFields } from './fields.ts';
import type { SigmaLogsource } from './rule.ts';

/**
 * Names that Sigma rules use for network and OT logs, and where our OCSF events hold them. The first place that has a
 * value counts. A name that is not listed is read as an OCSF path, then as a column of the log that OCSF has no place for
 * (`unmapped`). Sources: Zeek's log columns (zeek/base/protocols), Sigma taxonomy (network categories), our `ot` extension.
 */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  'id.orig_h': ['src_endpoint.ip'], 'id.orig_p': ['src_endpoint.port'], 'id.resp_h': ['dst_endpoint.ip'], 'id.resp_p': ['dst_endpoint.port'],
  src_ip: ['src_endpoint.ip'], src_port: ['src_endpoint.port'], src_mac: ['src_endpoint.mac'],
  dst_ip: ['dst_endpoint.ip'], dst_port: ['dst_endpoint.port'], dst_mac: ['dst_endpoint.mac'], dest_ip: ['dst_endpoint.ip'], dest_port: ['dst_endpoint.port'],
  orig_l2_addr: ['src_endpoint.mac'], resp_l2_addr: ['dst_endpoint.mac'],
  uid: ['connection_info.uid', 'metadata.uid'], proto: ['connection_info.protocol_name'], service: ['app_protocol_name'], history: ['connection_info.flag_history'],
  app_proto: ['app_protocol_name'], community_id: ['connection_info.community_uid'],
  orig_bytes: ['traffic.bytes_out', 'unmapped.orig_bytes'], resp_bytes: ['traffic.bytes_in', 'unmapped.resp_bytes'],
  func: ['unmapped.func', 'ot.function.name'], tid: ['ot.transaction_id'], unit: ['ot.unit_id'], address: ['ot.address.start'], quantity: ['ot.address.count'],
  request_values: ['ot.values'], response_values: ['ot.response_values'], exception: ['ot.exception.name'], pdu_type: ['unmapped.pdu_type'],
  fc_request: ['ot.function.name'], fc_reply: ['unmapped.fc_reply', 'ot.function.name'],
  query: ['query.hostname'], qtype_name: ['query.type'], qclass_name: ['query.class'], rcode_name: ['rcode'], answers: ['answers.rdata'], answer: ['answers.rdata'], record_type: ['query.type'],
  method: ['http_request.http_method'], uri: ['http_request.url.path'], host: ['http_request.url.hostname'], user_agent: ['http_request.user_agent'], referrer: ['http_request.referrer'],
  status_code: ['http_response.code', 'status_code'], 'c-uri': ['http_request.url.path'], 'cs-method': ['http_request.http_method'], 'cs-host': ['http_request.url.hostname'],
  'c-useragent': ['http_request.user_agent'], 'cs-referer': ['http_request.referrer'], 'sc-status': ['http_response.code'],
  server_name: ['tls.sni'], cipher: ['tls.cipher'], ja3: ['tls.ja3_hash.value'], ja3s: ['tls.ja3s_hash.value'],
  'alert.signature': ['finding_info.title'], 'alert.signature_id': ['finding_info.analytic.uid'], 'alert.category': ['finding_info.analytic.category', 'unmapped.alert.category'],
  note: ['finding_info.types', 'unmapped.note'], msg: ['finding_info.desc', 'message'],
};

/** Log names whose events also belong to a general Sigma category. */
const CATEGORIES: Readonly<Record<string, readonly string[]>> = { dns: ['dns'], conn: ['firewall'], flow: ['firewall'], http: ['proxy'] };

function placesOf(field: string): readonly string[] {
  return Object.hasOwn(PLACES, field) ? (PLACES[field] ?? []) : [field, `unmapped.${field}`];
}

/** A reader of one place. Endpoints of a sensor's alert stand in its evidence, not at the top: the same names must find them. */
function readerOf(place: string): (event: OcsfEvent) => unknown {
  const read = pathReader(place);
  if (!/^(?:src_endpoint|dst_endpoint|connection_info)\./.test(place)) return read;
  return (event) => {
    const value = read(event);
    if (value !== undefined || event.evidences === undefined) return value;
    const { src, dst } = endpointsOf(event);
    return read({ src_endpoint: src, dst_endpoint: dst, connection_info: connectionOf(event) });
  };
}

/** Reads our own OCSF events. Sources: product by vendor log, service by log name; OT messages also `category: ot, service: <protocol>`. */
export const ocsfFields: EventFields<OcsfEvent> = {
  read: (field) => {
    const [first = readerOf(field), ...others] = placesOf(field).map(readerOf);
    return (event) => {
      let value = first(event);
      for (const read of others) value ??= read(event);
      return value;
    };
  },
  values: (event) => scalarsIn(event),
  logsources: (event) => {
    // Events of other producers also come here (rules match --events), so nothing is taken for granted.
    const { product, log_name: log } = ((event as Partial<OcsfEvent>).metadata ?? {}) as Partial<OcsfEvent['metadata']>;
    const key = `${product?.name ?? ''}\n${log ?? ''}\n${event.ot?.protocol ?? ''}`;
    const known = sourcesByKey.get(key);
    if (known !== undefined) return known;
    const sources = sourcesOf(String(product?.name ?? '').toLowerCase(), String(log ?? '').toLowerCase(), event.ot?.protocol);
    if (sourcesByKey.size >= REMEMBERED) sourcesByKey.clear();
    sourcesByKey.set(key, sources);
    return sources;
  },
};

const REMEMBERED = 512;
/** The same answer for the same kind of event, so that a rule set finds its index by identity. */
const sourcesByKey = new Map<string, readonly SigmaLogsource[]>();

function sourcesOf(product: string, service: string, otProtocol: string | undefined): readonly SigmaLogsource[] {
  const categories = Object.hasOwn(CATEGORIES, service) ? (CATEGORIES[service] ?? []) : [];
  const ot = otProtocol === undefined ? [] : [{ product, category: 'ot', service: otProtocol }];
  return [{ product, service }, ...categories.map((category) => ({ product, category, service })), ...ot];
}
