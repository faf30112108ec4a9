import type { ConnectionInfo, NetworkEndpoint } from '@watchfloor/ocsf';
import type { LineParser, LogParser, ParsedEvent, SourceContext, Unparsed } from '../contract.ts';
import { assemble, type RecordTime } from '../reading/assemble.ts';
import { Fields, isAddress } from '../reading/fields.ts';
import { guarded } from '../reading/guard.ts';
import { readJsonLine } from '../reading/json-line.ts';
import { usOfIso, usOfSeconds } from '../reading/source-time.ts';
import { trimLine } from '../zeek/zeek-source.ts';

export const SURICATA_PRODUCT = Object.freeze({ name: 'Suricata', vendor_name: 'OISF' });

function takeEveTime(fields: Fields, timeZone: string | undefined): RecordTime {
  const timestamp = fields.peek('timestamp');
  const us = typeof timestamp === 'string' ? usOfIso(timestamp, timeZone) : typeof timestamp === 'number' ? usOfSeconds(timestamp) : undefined;
  if (us === undefined) return { us, text: undefined };
  fields.value('timestamp');
  return { us, text: String(timestamp) };
}

export interface EveConversation {
  readonly src_endpoint?: NetworkEndpoint;
  readonly dst_endpoint?: NetworkEndpoint;
  readonly connection_info: ConnectionInfo;
}

function endpoint(ip: string | undefined, port: number | undefined): NetworkEndpoint | undefined {
  return ip === undefined ? undefined : port === undefined ? { ip } : { ip, port };
}

/** The 5-tuple, flow and community id of any EVE record. `direction` (to_server, to_client) stays in `unmapped`. */
export function eveConversation(fields: Fields): EveConversation {
  const srcIp = fields.address('src_ip');
  const dstIp = fields.address('dest_ip');
  const src = endpoint(srcIp, srcIp === undefined ? undefined : fields.port('src_port'));
  const dst = endpoint(dstIp, dstIp === undefined ? undefined : fields.port('dest_port'));
  const flowId = fields.peek('flow_id');
  if (typeof flowId === 'number' || typeof flowId === 'string') fields.value('flow_id');
  return {
    ...(src === undefined ? {} : { src_endpoint: src }),
    ...(dst === undefined ? {} : { dst_endpoint: dst }),
    connection_info: {
      direction_id: 0,
      uid: typeof flowId === 'number' || typeof flowId === 'string' ? String(flowId) : undefined,
      protocol_name: fields.word('proto')?.toLowerCase(),
      community_uid: fields.word('community_id'),
    },
  };
}

/** The two sides alone, for the classes that have no connection: `flow_id` and `proto` stay. */
export function eveSides(fields: Fields): Pick<EveConversation, 'src_endpoint' | 'dst_endpoint'> {
  const srcIp = fields.address('src_ip');
  const dstIp = fields.address('dest_ip');
  const src = endpoint(srcIp, srcIp === undefined ? undefined : fields.port('src_port'));
  const dst = endpoint(dstIp, dstIp === undefined ? undefined : fields.port('dest_port'));
  return { ...(src === undefined ? {} : { src_endpoint: src }), ...(dst === undefined ? {} : { dst_endpoint: dst }) };
}

/** Parses a stream of EVE records; `choose` gives the parser of an event_type. */
export function openEve(context: SourceContext, choose: (eventType: string | undefined, fields: Fields) => LogParser): LineParser {
  return guarded((line): ParsedEvent | Unparsed | undefined => {
    const text = trimLine(line);
    if (text === '' || text.startsWith('#')) return undefined;
    const read = readJsonLine(text);
    if (!read.ok) return read;
    const eventType = read.record['event_type'];
    const log = typeof eventType === 'string' && eventType !== '' ? eventType : undefined;
    if (log === undefined && typeof read.record['timestamp'] !== 'string') return { ok: false, reason: 'not an EVE record: no event_type and no timestamp' };
    const fields = new Fields(read.record);
    const parser = choose(log, fields);
    if (log !== undefined) fields.value('event_type');
    const time = takeEveTime(fields, context.timeZone);
    const body = parser.map(fields, log ?? 'unknown', time);
    return assemble({ product: SURICATA_PRODUCT, log: log ?? 'unknown', time, duplicates: read.duplicates, now: context.now }, body, fields);
  });
}

/** Completes an EVE event type's parser: opened by its own id, it takes every record as this type. */
export function eveParser(definition: Omit<LogParser, 'source' | 'open'>): LogParser {
  const parser: LogParser = { ...definition, source: 'suricata', open: (context) => openEve(context, () => parser) };
  return parser;
}

/** True when the record holds addresses at all. */
export function hasEveAddresses(fields: Fields): boolean {
  return [fields.peek('src_ip'), fields.peek('dest_ip')].some((ip) => typeof ip === 'string' && isAddress(ip));
}

