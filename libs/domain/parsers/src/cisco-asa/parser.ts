import { OCSF_CLASS, type NetworkEndpoint } from '@watchfloor/ocsf';
import { CISCO } from '../cisco/format.ts';
import type { EventBody } from '../contract.ts';
import { severityOfLevel } from '../firewall/severity.ts';
import { takeSyslogHost } from '../format/envelope.ts';
import { formatParser } from '../format/open-format.ts';
import { isAddress, type Fields } from '../reading/fields.ts';

// 'outside:192.0.2.1/80', '192.0.2.1/80', 'outside:192.0.2.1', '192.0.2.1(80)'.
const ENDPOINT = /(?:([\w.-]{1,64}):)?((?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]{1,4}:[0-9a-fA-F:.]{2,40})(?:[/(](\d{1,5})\)?)?/g;

function endpointsIn(text: string): NetworkEndpoint[] {
  const found: NetworkEndpoint[] = [];
  for (const match of text.slice(0, 2000).replace(/\(\d{1,3}(?:\.\d{1,3}){3}\/\d{1,5}\)/g, ' ').matchAll(ENDPOINT)) {
    const ip = match[2] ?? '';
    if (!isAddress(ip)) continue;
    const port = Number(match[3] ?? -1);
    found.push({ ip, port: port >= 0 && port <= 65_535 ? port : undefined, interface_name: match[1] });
    if (found.length === 2) break;
  }
  return found;
}

/** Network Activity's activity: built 1, torn down 2, denied 5, any other traffic 6. */
function activityOf(message: string): number {
  if (/^built\b/i.test(message)) return 1;
  if (/^teardown\b/i.test(message)) return 2;
  return /\b(?:den(?:y|ied)|drop|reject|discard)/i.test(message) ? 5 : 6;
}

function map(fields: Fields): EventBody {
  const message = fields.text('message') ?? '';
  const level = fields.peek('level');
  const common = { message, severity_id: severityOfLevel(typeof level === 'string' ? level : undefined), device: takeSyslogHost(fields) };
  const [src, dst] = endpointsIn(message);
  if (src === undefined) return { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, ...common };
  const activity = activityOf(message);
  const protocol = /\b(tcp|udp|icmp|icmpv6|gre|esp)\b/i.exec(message)?.[1]?.toLowerCase();
  return {
    class_uid: OCSF_CLASS.networkActivity, activity_id: activity, ...common, src_endpoint: src, dst_endpoint: dst, action_id: activity === 5 ? 2 : undefined,
    connection_info: { direction_id: /\binbound\b/i.test(message) ? 1 : /\boutbound\b/i.test(message) ? 2 : 0, protocol_name: protocol },
  };
}

export const parser = formatParser(CISCO, { title: 'Cisco ASA, FTD, PIX', logs: ['asa'], map });
