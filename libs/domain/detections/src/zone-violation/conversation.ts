import { connectionOf, endpointsOf, type OcsfEvent } from '@watchfloor/ocsf';

/** Ports of protocols that conduits name (IANA service names, vendor documents), for flows whose protocol the sensor did not tell. */
const PORT_PROTOCOLS: Readonly<Record<number, string>> = {
  22: 'ssh', 53: 'dns', 80: 'http', 102: 's7comm', 123: 'ntp', 443: 'ssl', 445: 'smb', 502: 'modbus', 514: 'syslog', 1883: 'mqtt', 2404: 'iec104', 3389: 'rdp',
  4840: 'opcua-binary', 5900: 'rfb', 8883: 'mqtt', 20000: 'dnp3', 44818: 'enip', 47808: 'bacnet',
};

/** What a conduit has to allow for an event: its protocol and the class of function ('*' = any). */
export interface Conversation {
  readonly protocol: string;
  readonly functionClass: 'read' | 'write' | 'control' | '*';
}

/** The OT function says most, then the application protocol, then the port, then 'tcp/4444'. */
export function conversationOf(event: OcsfEvent): Conversation {
  const { ot } = event;
  if (ot !== undefined) return { protocol: ot.protocol, functionClass: ot.access === 'read' || ot.access === 'write' || ot.access === 'control' ? ot.access : '*' };
  const port = endpointsOf(event).dst?.port;
  const transport = connectionOf(event)?.protocol_name?.toLowerCase() ?? 'ip';
  const byPort = port === undefined ? transport : (PORT_PROTOCOLS[port] ?? `${transport}/${port}`);
  return { protocol: event.app_protocol_name?.toLowerCase() ?? byPort, functionClass: '*' };
}
