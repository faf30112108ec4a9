/** A log of an application protocol that OCSF 1.8.0 has no class for. */
export interface ApplicationLog {
  /** Absent where the log is about any protocol. */
  readonly protocol?: string;
  /** Used where the log has no `proto` column. */
  readonly transport?: string;
  /** Column whose text says what the row is about, for the message only. */
  readonly about?: string;
  /** Column with the outcome in words or numbers. */
  readonly status?: string;
  /** Column that is true or false by the outcome. */
  readonly success?: string;
}

// https://docs.zeek.org/en/master/script-reference/log-files.html
export const APPLICATION_LOGS: Readonly<Record<string, ApplicationLog>> = {
  dce_rpc: { protocol: 'dce_rpc', transport: 'tcp', about: 'operation' },
  snmp: { protocol: 'snmp', transport: 'udp', about: 'version' },
  mqtt_connect: { protocol: 'mqtt', transport: 'tcp', about: 'client_id', status: 'connect_status' },
  mqtt_publish: { protocol: 'mqtt', transport: 'tcp', about: 'topic', status: 'status' },
  mqtt_subscribe: { protocol: 'mqtt', transport: 'tcp', about: 'action', success: 'ack' },
  mysql: { protocol: 'mysql', transport: 'tcp', about: 'cmd', success: 'success' },
  postgresql: { protocol: 'postgresql', transport: 'tcp', about: 'frontend', success: 'success' },
  redis: { protocol: 'redis', transport: 'tcp', about: 'cmd.name', success: 'success' },
  sip: { protocol: 'sip', transport: 'udp', about: 'method', status: 'status_msg' },
  irc: { protocol: 'irc', transport: 'tcp', about: 'command' },
  rfb: { protocol: 'rfb', transport: 'tcp', about: 'authentication_method', success: 'auth' },
  quic: { protocol: 'quic', transport: 'udp', about: 'server_name' },
  socks: { protocol: 'socks', transport: 'tcp', about: 'request.host', status: 'status' },
  syslog: { protocol: 'syslog', transport: 'udp', about: 'facility' },
  ldap_search: { protocol: 'ldap', transport: 'tcp', about: 'base_object', status: 'result' },
  ntp_control: { protocol: 'ntp', transport: 'udp' },
  telnet: { protocol: 'telnet', transport: 'tcp' },
  xmpp: { protocol: 'xmpp', transport: 'tcp' },
  websocket: { protocol: 'websocket', transport: 'tcp', about: 'host' },
  wireguard: { protocol: 'wireguard', transport: 'udp' },
  ipsec: { protocol: 'ipsec', transport: 'udp' },
  openvpn: { protocol: 'openvpn', transport: 'udp' },
  stun: { protocol: 'stun', transport: 'udp', about: 'attr_type' },
  tftp: { protocol: 'tftp', transport: 'udp', about: 'fname' },
  weird: { about: 'name' },
  dpd: { about: 'analyzer', status: 'failure_reason' },
  analyzer: { about: 'analyzer_name', status: 'failure_reason' },
  traceroute: {},
};
