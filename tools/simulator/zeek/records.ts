import type { DemoAsset } from '../../demo/world.ts';
import type { SimLine } from '../line.ts';
import type { Place } from '../place.ts';
import type { Random } from '../random.ts';

/** One side of a connection: an asset of the site, or a host outside. */
export type Host = Pick<DemoAsset, 'ip'> & Partial<Pick<DemoAsset, 'mac' | 'zoneId'>>;

/** A connection as Zeek knows it. */
export interface Connection {
  readonly uid: string;
  readonly from: Host;
  readonly to: Host;
  readonly fromPort: number;
  readonly toPort: number;
  readonly proto: 'tcp' | 'udp';
  readonly startMs: number;
}

export function openConnection(random: Random, from: Host, to: Host, toPort: number, proto: 'tcp' | 'udp', startMs: number): Connection {
  return { uid: `C${random.word(17)}`, from, to, fromPort: random.between(49_152, 65_535), toPort, proto, startMs };
}

/** Epoch seconds with microseconds, as Zeek writes them: the time plus a fraction of a millisecond. */
function seconds(atMs: number, random: Random): number {
  return (Math.floor(atMs) * 1000 + random.between(0, 999)) / 1_000_000;
}

/** Columns that every log of a connection starts with; `_path` as Zeek's json-streaming-logs package adds it. */
export function head(path: string, atMs: number, connection: Connection, random: Random): Record<string, unknown> {
  return {
    _path: path,
    ts: seconds(atMs, random),
    uid: connection.uid,
    'id.orig_h': connection.from.ip,
    'id.orig_p': connection.fromPort,
    'id.resp_h': connection.to.ip,
    'id.resp_p': connection.toPort,
  };
}

export interface Ending {
  readonly service?: string;
  readonly state?: string;
  readonly origBytes: number;
  readonly respBytes: number;
}

/** conn.log, written when the connection ends. MAC addresses (policy/protocols/conn/mac-logging) only where both hosts share a segment. */
export function conn(place: Place, random: Random, connection: Connection, endMs: number, ending: Ending): SimLine {
  const { from, to, startMs, proto } = connection;
  const origPkts = Math.max(1, Math.ceil(ending.origBytes / 900) + (proto === 'tcp' ? 3 : 0));
  const respPkts = Math.max(1, Math.ceil(ending.respBytes / 900) + (proto === 'tcp' ? 2 : 0));
  const state = ending.state ?? 'SF';
  const sameSegment = from.zoneId !== undefined && from.zoneId === to.zoneId && from.mac !== undefined && to.mac !== undefined;
  return place.line('conn', endMs, {
    ...head('conn', startMs, connection, random),
    proto,
    ...(ending.service === undefined ? {} : { service: ending.service }),
    duration: Math.round((endMs - startMs) * 1000 + random.between(0, 999)) / 1_000_000,
    orig_bytes: ending.origBytes,
    resp_bytes: ending.respBytes,
    conn_state: state,
    local_orig: true,
    local_resp: to.zoneId !== undefined,
    missed_bytes: 0,
    history: proto === 'udp' ? 'Dd' : state === 'SF' ? 'ShADadFf' : state === 'REJ' ? 'Sr' : 'ShADadR',
    orig_pkts: origPkts,
    orig_ip_bytes: ending.origBytes + origPkts * (proto === 'tcp' ? 52 : 28),
    resp_pkts: respPkts,
    resp_ip_bytes: ending.respBytes + respPkts * (proto === 'tcp' ? 52 : 28),
    ...(sameSegment ? { orig_l2_addr: from.mac, resp_l2_addr: to.mac } : {}),
  });
}

export function dns(place: Place, random: Random, connection: Connection, atMs: number, query: string, answers: readonly string[]): SimLine {
  return place.line('dns', atMs, {
    ...head('dns', atMs, connection, random),
    proto: 'udp', trans_id: random.between(1, 65_535), rtt: random.between(300, 9_000) / 1_000_000, query,
    qclass: 1, qclass_name: 'C_INTERNET', qtype: 1, qtype_name: 'A', rcode: answers.length > 0 ? 0 : 3, rcode_name: answers.length > 0 ? 'NOERROR' : 'NXDOMAIN',
    AA: false, TC: false, RD: true, RA: true, Z: 0,
    ...(answers.length > 0 ? { answers, TTLs: answers.map(() => 300) } : {}), rejected: false,
  });
}

export function http(place: Place, random: Random, connection: Connection, atMs: number, page: { readonly host: string; readonly uri: string; readonly status: readonly [number, string] }): SimLine {
  const { host, uri, status } = page;
  return place.line('http', atMs, {
    ...head('http', atMs, connection, random),
    trans_depth: 1, method: 'GET', host, uri, version: '1.1', user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
    request_body_len: 0, response_body_len: random.between(200, 40_000), status_code: status[0], status_msg: status[1], tags: [],
  });
}

export function ssl(place: Place, random: Random, connection: Connection, atMs: number, serverName: string): SimLine {
  return place.line('ssl', atMs, {
    ...head('ssl', atMs, connection, random),
    version: 'TLSv13', cipher: 'TLS_AES_256_GCM_SHA384', curve: 'x25519', server_name: serverName, resumed: random.chance(0.4), established: true, ssl_history: 'CsiI',
  });
}

export function rdp(place: Place, random: Random, connection: Connection, atMs: number, cookie: string): SimLine {
  return place.line('rdp', atMs, {
    ...head('rdp', atMs, connection, random),
    cookie, result: 'encrypted', security_protocol: 'HYBRID_EX', client_build: 'RDP 10.11', cert_count: 0,
  });
}

export function notice(place: Place, random: Random, connection: Connection, atMs: number, note: string, msg: string): SimLine {
  return place.line('notice', atMs, {
    ...head('notice', atMs, connection, random),
    proto: connection.proto, note, msg, src: connection.from.ip, dst: connection.to.ip, p: connection.toPort, actions: ['Notice::ACTION_LOG'], suppress_for: 3600,
  });
}

export function weird(place: Place, random: Random, connection: Connection, atMs: number, name: string): SimLine {
  return place.line('weird', atMs, { ...head('weird', atMs, connection, random), name, notice: false, peer: 'zeek' });
}
