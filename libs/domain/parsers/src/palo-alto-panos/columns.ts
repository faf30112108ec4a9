const COMMON = ['future_use_1', 'receive_time', 'serial', 'type', 'subtype', 'future_use_2', 'time_generated'];
const SESSION = [
  ...COMMON, 'src', 'dst', 'natsrc', 'natdst', 'rule', 'srcuser', 'dstuser', 'app', 'vsys', 'from', 'to', 'inbound_if', 'outbound_if', 'logset', 'future_use_3', 'sessionid', 'repeatcnt', 'sport', 'dport',
  'natsport', 'natdport', 'flags', 'proto', 'action',
];
/** Column names in order, as the PAN-OS administrator's guide lists them ("Syslog Field Descriptions"). */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  TRAFFIC: [...SESSION, 'bytes', 'bytes_sent', 'bytes_received', 'packets', 'start', 'elapsed', 'category', 'future_use_4', 'seqno', 'actionflags', 'srcloc', 'dstloc', 'future_use_5', 'pkts_sent', 'pkts_received', 'session_end_reason'],
  THREAT: [...SESSION, 'misc', 'threatid', 'category', 'severity', 'direction', 'seqno', 'actionflags', 'srcloc', 'dstloc', 'future_use_4', 'contenttype', 'pcap_id', 'filedigest', 'cloud', 'url_idx', 'user_agent', 'filetype'],
  SYSTEM: [...COMMON, 'vsys', 'eventid', 'object', 'future_use_3', 'future_use_4', 'module', 'severity', 'opaque', 'seqno', 'actionflags'],
  CONFIG: [...COMMON, 'host', 'vsys', 'cmd', 'admin', 'client', 'result', 'path', 'before_change_detail', 'after_change_detail', 'seqno', 'actionflags'],
};

/** Names of the columns of a log type, in order; those that every type has for a type that is not known. */
export function namesOf(type: string): readonly string[] {
  return (Object.hasOwn(NAMES, type) ? NAMES[type] : undefined) ?? COMMON;
}
