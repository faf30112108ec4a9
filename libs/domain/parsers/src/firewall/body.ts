import { OCSF_CLASS, type NetworkEndpoint } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { actionIdOf } from '../format/action.ts';
import { takeSyslogHost } from '../format/envelope.ts';
import { present } from '../format/present.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow } from '../zeek/endpoints.ts';

/** The column names of one firewall's records. */
export interface FirewallColumns {
  readonly name: string;
  readonly src: readonly [ip: string, port: string, zone: string];
  readonly dst: readonly [ip: string, port: string, zone: string];
  readonly protocol: string;
  readonly action: string;
  readonly rule: string;
  readonly user: string;
  readonly application: string;
  readonly bytesOut: string;
  readonly bytesIn: string;
  readonly severity: string;
  /** Names the alert. */
  readonly title: string;
}

/** What a record is: traffic, an alert of a protection function, a login, or another event. */
export type FirewallKind = 'traffic' | 'alert' | 'login' | 'event';

const SEVERITY: Readonly<Record<string, number>> = {
  emergency: 6, fatal: 6, alert: 5, critical: 5, error: 4, high: 4, warning: 3, medium: 3, notice: 2, low: 2, information: 1, informational: 1, info: 1, debug: 1,
};

function severityOf(text: unknown): number {
  const word = typeof text === 'string' ? text.toLowerCase() : '';
  return Object.hasOwn(SEVERITY, word) ? (SEVERITY[word] ?? 0) : 0;
}

function side(fields: Fields, [address, port, zone]: readonly [string, string, string]): NetworkEndpoint | undefined {
  const ip = fields.address(address);
  return ip === undefined ? undefined : { ip, port: fields.port(port), zone: fields.word(zone) };
}

/** The event of a firewall's record with named columns. */
export function firewallBody(fields: Fields, columns: FirewallColumns, kind: FirewallKind, failed = false): EventBody {
  const severity_id = severityOf(fields.peek(columns.severity));
  const action = fields.word(columns.action);
  const rule = fields.word(columns.rule);
  const common = {
    severity_id, device: takeSyslogHost(fields), action, action_id: action === undefined ? undefined : actionIdOf(action), firewall_rule: rule === undefined ? undefined : { name: rule },
  };
  const src = side(fields, columns.src);
  const dst = side(fields, columns.dst);
  const user = fields.word(columns.user);
  const title = fields.peek(columns.title);
  const named = typeof title === 'string' && title !== '' ? title : `${columns.name} event`;
  if (kind === 'login' && user !== undefined) {
    return {
      class_uid: OCSF_CLASS.authentication, activity_id: 1, message: named, ...common, user: { name: user }, src_endpoint: src,
      service: { name: columns.name }, status_id: failed ? 2 : 1,
    };
  }
  const actor = user === undefined ? undefined : { user: { name: user } };
  const protocol = fields.word(columns.protocol);
  const connection = protocol === undefined ? undefined
    : /^\d{1,3}$/.test(protocol) ? { direction_id: 0, protocol_num: Number(protocol) } : { direction_id: 0, protocol_name: protocol.toLowerCase() };
  if (kind === 'alert') {
    const evidence = present({ src_endpoint: src, dst_endpoint: dst, connection_info: connection });
    return {
      class_uid: OCSF_CLASS.detectionFinding, activity_id: 1, message: `${named} ${arrow({ src_endpoint: src, dst_endpoint: dst })}`, ...common, actor,
      finding_info: { uid: named, title: named }, evidences: evidence === undefined ? undefined : [evidence],
    };
  }
  if (src === undefined && dst === undefined) {
    const kept = connection === undefined ? {} : { status_detail: protocol };
    return { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, message: named, ...common, actor, ...kept };
  }
  return {
    class_uid: OCSF_CLASS.networkActivity, activity_id: common.action_id === 2 ? 5 : 6, message: `${columns.name} ${arrow({ src_endpoint: src, dst_endpoint: dst })}`, ...common, actor,
    src_endpoint: src, dst_endpoint: dst, connection_info: connection, app_protocol_name: fields.word(columns.application)?.toLowerCase(),
    traffic: present({ bytes_out: fields.integer(columns.bytesOut), bytes_in: fields.integer(columns.bytesIn) }),
  };
}
