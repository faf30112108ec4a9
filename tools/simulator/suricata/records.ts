import type { DemoAsset } from '../../demo/world.ts';
import type { SimLine } from '../line.ts';
import type { Place } from '../place.ts';
import type { Random } from '../random.ts';

export interface Flow {
  readonly id: number;
  readonly from: Pick<DemoAsset, 'ip'>;
  readonly to: Pick<DemoAsset, 'ip'>;
  readonly fromPort: number;
  readonly toPort: number;
  readonly proto: 'TCP' | 'UDP';
  readonly startMs: number;
}

export function openFlow(random: Random, from: Pick<DemoAsset, 'ip'>, to: Pick<DemoAsset, 'ip'>, toPort: number, proto: 'TCP' | 'UDP', startMs: number): Flow {
  return { id: random.between(1, 2 ** 48), from, to, fromPort: random.between(32_768, 60_999), toPort, proto, startMs };
}

/** As EVE writes times: microseconds and +0000. */
function timestamp(atMs: number, random: Random): string {
  return new Date(Math.floor(atMs)).toISOString().replace('Z', `${String(random.between(0, 999)).padStart(3, '0')}+0000`);
}

function head(eventType: string, atMs: number, flow: Flow, random: Random): Record<string, unknown> {
  return {
    timestamp: timestamp(atMs, random), flow_id: flow.id, in_iface: 'eth1', event_type: eventType,
    src_ip: flow.from.ip, src_port: flow.fromPort, dest_ip: flow.to.ip, dest_port: flow.toPort, proto: flow.proto,
  };
}

/** The flow record, written when the flow ends. `app` is 'failed' where Suricata knows no protocol, as for BACnet. */
export function flowEnded(place: Place, random: Random, flow: Flow, endMs: number, app: string, [toServer, toClient]: readonly [toServer: number, toClient: number]): SimLine {
  return place.line('flow', endMs, {
    ...head('flow', endMs, flow, random),
    app_proto: app,
    flow: {
      pkts_toserver: Math.ceil(toServer / 800) + 2, pkts_toclient: Math.ceil(toClient / 800) + 1, bytes_toserver: toServer, bytes_toclient: toClient,
      start: timestamp(flow.startMs, random), end: timestamp(endMs, random), age: Math.floor((endMs - flow.startMs) / 1000), state: flow.proto === 'UDP' ? 'established' : 'closed', reason: 'timeout', alerted: false,
    },
  });
}

export function dnsAnswer(place: Place, random: Random, flow: Flow, atMs: number, name: string, ip: string | undefined): SimLine {
  return place.line('dns', atMs, {
    ...head('dns', atMs, flow, random),
    dns: { version: 2, type: 'answer', id: random.between(1, 65_535), flags: '8180', qr: true, rd: true, ra: true, rrname: name, rrtype: 'A', rcode: ip === undefined ? 'NXDOMAIN' : 'NOERROR', ...(ip === undefined ? {} : { grouped: { A: [ip] } }) },
  });
}

export function tlsHandshake(place: Place, random: Random, flow: Flow, atMs: number, serverName: string): SimLine {
  return place.line('tls', atMs, { ...head('tls', atMs, flow, random), tls: { sni: serverName, version: 'TLS 1.2', subject: `CN=${serverName}`, issuerdn: 'CN=St Elia Device CA' } });
}

/** An alert of Suricata's own decoder and stream rules: noise that every site has. */
export function alert(place: Place, random: Random, flow: Flow, atMs: number, rule: { readonly sid: number; readonly signature: string; readonly severity: number }): SimLine {
  return place.line('alert', atMs, {
    ...head('alert', atMs, flow, random),
    alert: { action: 'allowed', gid: 1, signature_id: rule.sid, rev: 2, signature: rule.signature, category: 'Generic Protocol Command Decode', severity: rule.severity },
    app_proto: 'failed', direction: 'to_server',
    flow: { pkts_toserver: 6, pkts_toclient: 5, bytes_toserver: 812, bytes_toclient: 640, start: timestamp(flow.startMs, random) },
  });
}
