/** An EVE event type that has no OCSF class: the inner column that says what it is about, and the one that says how it ended. */
export interface ApplicationEvent {
  readonly about?: string;
  readonly status?: string;
}

// https://docs.suricata.io/en/latest/output/eve/eve-json-format.html (Suricata 7 and 8)
export const APPLICATION_EVENTS: Readonly<Record<string, ApplicationEvent>> = {
  fileinfo: { about: 'filename', status: 'state' }, files: { about: 'filename', status: 'state' }, nfs: { about: 'procedure', status: 'status' }, ike: {}, ikev1: {}, ikev2: {}, rfb: {},
  snmp: { about: 'pdu_type' }, sip: { about: 'method', status: 'reason' }, tftp: { about: 'packet' }, mqtt: {}, quic: { about: 'sni' },
  websocket: { about: 'opcode' }, ldap: {}, pgsql: {}, anomaly: { about: 'event' }, drop: { about: 'reason' }, netflow: {}, arp: { about: 'opcode' },
  bittorrent_dht: { about: 'request_type' }, dcerpc: { about: 'request' }, frame: { about: 'type' }, telnet: {}, template: {}, pop3: {}, sdp: {}, doh2: {}, iec104: {},
};
