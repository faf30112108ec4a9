// Generated from the folders beside this file by tools/registry; do not edit.
import type { RegisteredParser } from './contract.ts';
import { parser as icsnppModbus } from './icsnpp-modbus/parser.ts';
import { parser as suricataAlert } from './suricata-alert/parser.ts';
import { parser as suricataDnp3 } from './suricata-dnp3/parser.ts';
import { parser as suricataFlow } from './suricata-flow/parser.ts';
import { parser as suricataGeneric } from './suricata-generic/parser.ts';
import { parser as suricataModbus } from './suricata-modbus/parser.ts';
import { parser as zeekConn } from './zeek-conn/parser.ts';
import { parser as zeekDnp3 } from './zeek-dnp3/parser.ts';
import { parser as zeekDns } from './zeek-dns/parser.ts';
import { parser as zeekGeneric } from './zeek-generic/parser.ts';
import { parser as zeekHttp } from './zeek-http/parser.ts';
import { parser as zeekModbus } from './zeek-modbus/parser.ts';
import { parser as zeekNotice } from './zeek-notice/parser.ts';
import { parser as zeekRdp } from './zeek-rdp/parser.ts';
import { parser as zeekSsl } from './zeek-ssl/parser.ts';

export const parsers: readonly RegisteredParser[] = [
  { id: 'icsnpp-modbus', ...icsnppModbus },
  { id: 'suricata-alert', ...suricataAlert },
  { id: 'suricata-dnp3', ...suricataDnp3 },
  { id: 'suricata-flow', ...suricataFlow },
  { id: 'suricata-generic', ...suricataGeneric },
  { id: 'suricata-modbus', ...suricataModbus },
  { id: 'zeek-conn', ...zeekConn },
  { id: 'zeek-dnp3', ...zeekDnp3 },
  { id: 'zeek-dns', ...zeekDns },
  { id: 'zeek-generic', ...zeekGeneric },
  { id: 'zeek-http', ...zeekHttp },
  { id: 'zeek-modbus', ...zeekModbus },
  { id: 'zeek-notice', ...zeekNotice },
  { id: 'zeek-rdp', ...zeekRdp },
  { id: 'zeek-ssl', ...zeekSsl },
];
