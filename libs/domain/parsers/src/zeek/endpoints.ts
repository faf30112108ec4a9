import type { ConnectionInfo, JsonObject, NetworkEndpoint } from '@watchfloor/ocsf';
import { isAddress, type Fields } from '../reading/fields.ts';

export interface ZeekConversation {
  readonly src_endpoint?: NetworkEndpoint;
  readonly dst_endpoint?: NetworkEndpoint;
  readonly connection_info: ConnectionInfo;
}

function endpoint(fields: Fields, address: string, port: string, mac: string): NetworkEndpoint | undefined {
  const ip = fields.address(address);
  if (ip === undefined) return undefined;
  const portNumber = fields.port(port);
  const macAddress = fields.mac(mac);
  return {
    ip,
    ...(portNumber === undefined ? {} : { port: portNumber }),
    ...(macAddress === undefined ? {} : { mac: macAddress }),
  };
}

/** OCSF direction_id from Zeek's local_orig and local_resp: 1 inbound, 2 outbound, 3 lateral, 0 unknown. The columns stay. */
function directionOf(fields: Fields): number {
  const from = fields.peek('local_orig');
  const to = fields.peek('local_resp');
  if (typeof from !== 'boolean' || typeof to !== 'boolean') return 0;
  if (from) return to ? 3 : 2;
  return to ? 1 : 0;
}

/**
 * Zeek's connection 4-tuple and uid. The source is always the side that opened the connection (`id.orig_h`): columns such
 * as `is_orig` and `source_h`, which flip with each message, stay in `unmapped`.
 * @param transport used where the log has no `proto` column.
 */
export function zeekConversation(fields: Fields, transport?: string): ZeekConversation {
  const src = endpoint(fields, 'id.orig_h', 'id.orig_p', 'orig_l2_addr');
  const dst = endpoint(fields, 'id.resp_h', 'id.resp_p', 'resp_l2_addr');
  const uid = fields.word('uid');
  const protocol = fields.word('proto') ?? transport;
  return {
    ...(src === undefined ? {} : { src_endpoint: src }),
    ...(dst === undefined ? {} : { dst_endpoint: dst }),
    connection_info: {
      direction_id: directionOf(fields),
      ...(uid === undefined ? {} : { uid }),
      ...(protocol === undefined ? {} : { protocol_name: protocol }),
    },
  };
}

/** The two sides alone, for the classes that have no connection: `uid` and `proto` stay. */
export function zeekSides(fields: Fields): Pick<ZeekConversation, 'src_endpoint' | 'dst_endpoint'> {
  const src = endpoint(fields, 'id.orig_h', 'id.orig_p', 'orig_l2_addr');
  const dst = endpoint(fields, 'id.resp_h', 'id.resp_p', 'resp_l2_addr');
  return { ...(src === undefined ? {} : { src_endpoint: src }), ...(dst === undefined ? {} : { dst_endpoint: dst }) };
}

/** 'source → destination' for messages; '?' for a side that is missing. */
export function arrow({ src_endpoint: src, dst_endpoint: dst }: Pick<ZeekConversation, 'src_endpoint' | 'dst_endpoint'>): string {
  return `${src?.ip ?? '?'} → ${dst?.ip ?? '?'}${dst?.port === undefined ? '' : `:${String(dst.port)}`}`;
}

/** As hasZeekAddresses, of columns that are being taken. */
export function hasZeekConversation(fields: Fields): boolean {
  const [orig, resp] = [fields.peek('id.orig_h'), fields.peek('id.resp_h')];
  return (typeof orig === 'string' && isAddress(orig)) || (typeof resp === 'string' && isAddress(resp));
}

/** True when the record has the address of at least one side. */
export function hasZeekAddresses(record: JsonObject): boolean {
  const [orig, resp] = [record['id.orig_h'], record['id.resp_h']];
  return (typeof orig === 'string' && isAddress(orig)) || (typeof resp === 'string' && isAddress(resp));
}
