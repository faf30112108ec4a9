import { NETWORK_ACTIVITY, OCSF_CLASS, type ConnectionInfo, type Device, type Evidence, type File, type NetworkEndpoint } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { takeSyslogHost } from '../format/envelope.ts';
import type { RecordTime } from '../reading/assemble.ts';
import { present } from '../format/present.ts';
import { isAddress, type Fields } from '../reading/fields.ts';
import { arrow } from '../zeek/endpoints.ts';
import { actionIdOf } from '../format/action.ts';
import type { Dialect, Side } from './dialect.ts';
import type { KindOf } from './kinds.ts';
import { severityIdOf } from './severity.ts';

const CREATE = 1;
const OTHER = 99;
const HOSTNAME = /^[\w.-]{1,255}$/;

function first(fields: Fields, names: readonly string[], take: (name: string) => string | undefined): string | undefined {
  for (const name of names) {
    const value = fields.peek(name) === undefined ? undefined : take(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function takeHostname(fields: Fields, name: string): string | undefined {
  const value = fields.peek(name);
  return typeof value === 'string' && HOSTNAME.test(value) ? fields.word(name) : undefined;
}

function takeSide(fields: Fields, side: Side): NetworkEndpoint | undefined {
  const ip = first(fields, side.ip, (name) => fields.address(name));
  const endpoint = present({ ip, mac: fields.mac(side.mac), hostname: takeHostname(fields, side.host) });
  return endpoint === undefined ? undefined : { ...endpoint, port: fields.port(side.port) };
}

function takeConnection(fields: Fields, dialect: Dialect): ConnectionInfo | undefined {
  const protocol = fields.word(dialect.protocol);
  if (protocol === undefined) return undefined;
  return /^\d{1,3}$/.test(protocol) ? { direction_id: 0, protocol_num: Number(protocol) } : { direction_id: 0, protocol_name: protocol.toLowerCase() };
}

function takeDevice(fields: Fields, dialect: Dialect): Device | undefined {
  const { ip, host } = dialect.device;
  const device = present({ ip: fields.address(ip), hostname: takeHostname(fields, host) ?? takeHostname(fields, ip) });
  return device === undefined ? takeSyslogHost(fields) : { ...device, type_id: 0 };
}

function takeFile(fields: Fields, dialect: Dialect): File | undefined {
  const name = fields.word(dialect.file.name);
  const path = fields.word(dialect.file.path);
  if (name === undefined && path === undefined) return undefined;
  return { name: name ?? path?.split(/[\\/]/).pop() ?? '', path, type_id: 0 };
}

function textOf(fields: Fields | undefined, name: string | undefined): string {
  const value = name === undefined ? undefined : fields?.peek(name);
  return typeof value === 'string' ? value : '';
}

function hasAddress(fields: Fields, side: Side): boolean {
  return side.ip.some((name) => isAddress(textOf(fields, name)));
}

interface Parts {
  readonly evidence: Evidence | undefined;
  readonly src: NetworkEndpoint | undefined;
  readonly dst: NetworkEndpoint | undefined;
  readonly connection: ConnectionInfo | undefined;
}

function takeParts(fields: Fields, dialect: Dialect, finding: boolean): Parts {
  const src = takeSide(fields, dialect.src);
  const dst = takeSide(fields, dialect.dst);
  const connection = takeConnection(fields, dialect);
  if (!finding) return { src, dst, connection, evidence: undefined };
  const name = fields.word(dialect.src.user);
  const url = fields.word(dialect.url);
  const evidence = present({
    src_endpoint: src, dst_endpoint: dst, connection_info: connection,
    user: name === undefined ? undefined : { name }, file: takeFile(fields, dialect), url: url === undefined ? undefined : { url_string: url },
  });
  return { src, dst, connection, evidence };
}

/** The event of a CEF or LEEF line, by what its vendor's rule says it is. */
export function headerBody(fields: Fields, dialect: Dialect, kindOf: KindOf, time: RecordTime): EventBody {
  const header = fields.object(dialect.header);
  const severityText = dialect.severity === undefined ? textOf(header, 'severity') : textOf(fields, dialect.severity);
  const severityId = severityIdOf(severityText);
  const hasAddresses = hasAddress(fields, dialect.src) || hasAddress(fields, dialect.dst);
  const kind = kindOf({ product: textOf(header, 'product'), classId: textOf(header, 'class_id'), name: textOf(header, 'name'), category: textOf(fields, dialect.category), severityId, hasAddresses });
  const named = textOf(header, 'name') !== '';
  const name = textOf(header, named ? 'name' : 'class_id') || 'event';
  const severity = dialect.severity === undefined ? header?.word('severity') : fields.word(dialect.severity);
  const action = fields.word(dialect.action);
  const count = fields.integer(dialect.count);
  const common = { severity, severity_id: severityId, action, action_id: action === undefined ? undefined : actionIdOf(action), count, device: takeDevice(fields, dialect) };
  // Where the name is a message or title of the event as it is; traffic's message says more, and the name stays.
  if (named && kind !== 'traffic') header?.word('name');
  if (kind === 'other') return { class_uid: OCSF_CLASS.baseEvent, activity_id: OTHER, message: name, ...common };
  const { evidence, src, dst, connection } = takeParts(fields, dialect, kind === 'alert');
  const message = src === undefined && dst === undefined ? name : `${name} ${arrow({ src_endpoint: src, dst_endpoint: dst })}`;
  if (kind === 'alert') {
    const uid = first(fields, dialect.uid, (column) => textOf(fields, column) || undefined); // stays
    const classId = header?.word('class_id');
    return {
      class_uid: OCSF_CLASS.detectionFinding, activity_id: CREATE, message, ...common,
      finding_info: {
        uid: uid ?? `${classId ?? name}:${time.text ?? ''}`, title: name, desc: fields.word(dialect.description),
        analytic: classId === undefined ? undefined : { uid: classId, type_id: 1, category: fields.word(dialect.category) },
      },
      evidences: evidence === undefined ? undefined : [evidence],
    };
  }
  const traffic = present({ bytes_in: fields.integer(dialect.bytesIn), bytes_out: fields.integer(dialect.bytesOut) });
  return {
    class_uid: OCSF_CLASS.networkActivity, activity_id: common.action_id === 2 ? NETWORK_ACTIVITY.refuse : NETWORK_ACTIVITY.traffic, message, ...common,
    src_endpoint: src, dst_endpoint: dst, connection_info: connection, traffic, app_protocol_name: first(fields, dialect.application, (column) => fields.word(column))?.toLowerCase(),
  };
}
