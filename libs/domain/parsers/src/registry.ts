// Generated from the folders beside this file by tools/registry; do not edit.
import type { RegisteredParser } from './contract.ts';
import { parser as awsIot } from './aws-iot/parser.ts';
import { parser as cefCheckPoint } from './cef-check-point/parser.ts';
import { parser as cefClaroty } from './cef-claroty/parser.ts';
import { parser as cefDragos } from './cef-dragos/parser.ts';
import { parser as cefFortinet } from './cef-fortinet/parser.ts';
import { parser as cefGeneric } from './cef-generic/parser.ts';
import { parser as cefNozomi } from './cef-nozomi/parser.ts';
import { parser as cefPaloAlto } from './cef-palo-alto/parser.ts';
import { parser as checkpointSyslog } from './checkpoint-syslog/parser.ts';
import { parser as ciscoAsa } from './cisco-asa/parser.ts';
import { parser as ciscoIos } from './cisco-ios/parser.ts';
import { parser as fortinetFortigate } from './fortinet-fortigate/parser.ts';
import { parser as icsnppBacnet } from './icsnpp-bacnet/parser.ts';
import { parser as icsnppBsap } from './icsnpp-bsap/parser.ts';
import { parser as icsnppC1222 } from './icsnpp-c1222/parser.ts';
import { parser as icsnppEnip } from './icsnpp-enip/parser.ts';
import { parser as icsnppEthercat } from './icsnpp-ethercat/parser.ts';
import { parser as icsnppGeSrtp } from './icsnpp-ge-srtp/parser.ts';
import { parser as icsnppGenisys } from './icsnpp-genisys/parser.ts';
import { parser as icsnppHartIp } from './icsnpp-hart-ip/parser.ts';
import { parser as icsnppModbus } from './icsnpp-modbus/parser.ts';
import { parser as icsnppOmronFins } from './icsnpp-omron-fins/parser.ts';
import { parser as icsnppOpcua } from './icsnpp-opcua/parser.ts';
import { parser as icsnppProfinet } from './icsnpp-profinet/parser.ts';
import { parser as icsnppRocPlus } from './icsnpp-roc-plus/parser.ts';
import { parser as icsnppS7comm } from './icsnpp-s7comm/parser.ts';
import { parser as icsnppSynchrophasor } from './icsnpp-synchrophasor/parser.ts';
import { parser as leefGeneric } from './leef-generic/parser.ts';
import { parser as linuxAuditd } from './linux-auditd/parser.ts';
import { parser as linuxJournald } from './linux-journald/parser.ts';
import { parser as linuxNetfilter } from './linux-netfilter/parser.ts';
import { parser as linuxSyslog } from './linux-syslog/parser.ts';
import { parser as mqttEmqx } from './mqtt-emqx/parser.ts';
import { parser as mqttMosquitto } from './mqtt-mosquitto/parser.ts';
import { parser as paloAltoPanos } from './palo-alto-panos/parser.ts';
import { parser as pfsenseFilterlog } from './pfsense-filterlog/parser.ts';
import { parser as suricataAlert } from './suricata-alert/parser.ts';
import { parser as suricataApplication } from './suricata-application/parser.ts';
import { parser as suricataDhcp } from './suricata-dhcp/parser.ts';
import { parser as suricataDnp3 } from './suricata-dnp3/parser.ts';
import { parser as suricataDns } from './suricata-dns/parser.ts';
import { parser as suricataEnip } from './suricata-enip/parser.ts';
import { parser as suricataFlow } from './suricata-flow/parser.ts';
import { parser as suricataFtp } from './suricata-ftp/parser.ts';
import { parser as suricataGeneric } from './suricata-generic/parser.ts';
import { parser as suricataHttp } from './suricata-http/parser.ts';
import { parser as suricataKrb5 } from './suricata-krb5/parser.ts';
import { parser as suricataModbus } from './suricata-modbus/parser.ts';
import { parser as suricataRdp } from './suricata-rdp/parser.ts';
import { parser as suricataSmb } from './suricata-smb/parser.ts';
import { parser as suricataSmtp } from './suricata-smtp/parser.ts';
import { parser as suricataSsh } from './suricata-ssh/parser.ts';
import { parser as suricataTls } from './suricata-tls/parser.ts';
import { parser as windowsGeneric } from './windows-generic/parser.ts';
import { parser as windowsSecurity } from './windows-security/parser.ts';
import { parser as windowsSysmon } from './windows-sysmon/parser.ts';
import { parser as zeekApplication } from './zeek-application/parser.ts';
import { parser as zeekAuthentication } from './zeek-authentication/parser.ts';
import { parser as zeekConn } from './zeek-conn/parser.ts';
import { parser as zeekDhcp } from './zeek-dhcp/parser.ts';
import { parser as zeekDnp3 } from './zeek-dnp3/parser.ts';
import { parser as zeekDns } from './zeek-dns/parser.ts';
import { parser as zeekFtp } from './zeek-ftp/parser.ts';
import { parser as zeekGeneric } from './zeek-generic/parser.ts';
import { parser as zeekHttp } from './zeek-http/parser.ts';
import { parser as zeekIec104 } from './zeek-iec104/parser.ts';
import { parser as zeekIntel } from './zeek-intel/parser.ts';
import { parser as zeekInventory } from './zeek-inventory/parser.ts';
import { parser as zeekModbus } from './zeek-modbus/parser.ts';
import { parser as zeekNotice } from './zeek-notice/parser.ts';
import { parser as zeekNtp } from './zeek-ntp/parser.ts';
import { parser as zeekRdp } from './zeek-rdp/parser.ts';
import { parser as zeekSmb } from './zeek-smb/parser.ts';
import { parser as zeekSmtp } from './zeek-smtp/parser.ts';
import { parser as zeekSsh } from './zeek-ssh/parser.ts';
import { parser as zeekSsl } from './zeek-ssl/parser.ts';
import { parser as zeekTunnel } from './zeek-tunnel/parser.ts';

export const parsers: readonly RegisteredParser[] = [
  { id: 'aws-iot', ...awsIot },
  { id: 'cef-check-point', ...cefCheckPoint },
  { id: 'cef-claroty', ...cefClaroty },
  { id: 'cef-dragos', ...cefDragos },
  { id: 'cef-fortinet', ...cefFortinet },
  { id: 'cef-generic', ...cefGeneric },
  { id: 'cef-nozomi', ...cefNozomi },
  { id: 'cef-palo-alto', ...cefPaloAlto },
  { id: 'checkpoint-syslog', ...checkpointSyslog },
  { id: 'cisco-asa', ...ciscoAsa },
  { id: 'cisco-ios', ...ciscoIos },
  { id: 'fortinet-fortigate', ...fortinetFortigate },
  { id: 'icsnpp-bacnet', ...icsnppBacnet },
  { id: 'icsnpp-bsap', ...icsnppBsap },
  { id: 'icsnpp-c1222', ...icsnppC1222 },
  { id: 'icsnpp-enip', ...icsnppEnip },
  { id: 'icsnpp-ethercat', ...icsnppEthercat },
  { id: 'icsnpp-ge-srtp', ...icsnppGeSrtp },
  { id: 'icsnpp-genisys', ...icsnppGenisys },
  { id: 'icsnpp-hart-ip', ...icsnppHartIp },
  { id: 'icsnpp-modbus', ...icsnppModbus },
  { id: 'icsnpp-omron-fins', ...icsnppOmronFins },
  { id: 'icsnpp-opcua', ...icsnppOpcua },
  { id: 'icsnpp-profinet', ...icsnppProfinet },
  { id: 'icsnpp-roc-plus', ...icsnppRocPlus },
  { id: 'icsnpp-s7comm', ...icsnppS7comm },
  { id: 'icsnpp-synchrophasor', ...icsnppSynchrophasor },
  { id: 'leef-generic', ...leefGeneric },
  { id: 'linux-auditd', ...linuxAuditd },
  { id: 'linux-journald', ...linuxJournald },
  { id: 'linux-netfilter', ...linuxNetfilter },
  { id: 'linux-syslog', ...linuxSyslog },
  { id: 'mqtt-emqx', ...mqttEmqx },
  { id: 'mqtt-mosquitto', ...mqttMosquitto },
  { id: 'palo-alto-panos', ...paloAltoPanos },
  { id: 'pfsense-filterlog', ...pfsenseFilterlog },
  { id: 'suricata-alert', ...suricataAlert },
  { id: 'suricata-application', ...suricataApplication },
  { id: 'suricata-dhcp', ...suricataDhcp },
  { id: 'suricata-dnp3', ...suricataDnp3 },
  { id: 'suricata-dns', ...suricataDns },
  { id: 'suricata-enip', ...suricataEnip },
  { id: 'suricata-flow', ...suricataFlow },
  { id: 'suricata-ftp', ...suricataFtp },
  { id: 'suricata-generic', ...suricataGeneric },
  { id: 'suricata-http', ...suricataHttp },
  { id: 'suricata-krb5', ...suricataKrb5 },
  { id: 'suricata-modbus', ...suricataModbus },
  { id: 'suricata-rdp', ...suricataRdp },
  { id: 'suricata-smb', ...suricataSmb },
  { id: 'suricata-smtp', ...suricataSmtp },
  { id: 'suricata-ssh', ...suricataSsh },
  { id: 'suricata-tls', ...suricataTls },
  { id: 'windows-generic', ...windowsGeneric },
  { id: 'windows-security', ...windowsSecurity },
  { id: 'windows-sysmon', ...windowsSysmon },
  { id: 'zeek-application', ...zeekApplication },
  { id: 'zeek-authentication', ...zeekAuthentication },
  { id: 'zeek-conn', ...zeekConn },
  { id: 'zeek-dhcp', ...zeekDhcp },
  { id: 'zeek-dnp3', ...zeekDnp3 },
  { id: 'zeek-dns', ...zeekDns },
  { id: 'zeek-ftp', ...zeekFtp },
  { id: 'zeek-generic', ...zeekGeneric },
  { id: 'zeek-http', ...zeekHttp },
  { id: 'zeek-iec104', ...zeekIec104 },
  { id: 'zeek-intel', ...zeekIntel },
  { id: 'zeek-inventory', ...zeekInventory },
  { id: 'zeek-modbus', ...zeekModbus },
  { id: 'zeek-notice', ...zeekNotice },
  { id: 'zeek-ntp', ...zeekNtp },
  { id: 'zeek-rdp', ...zeekRdp },
  { id: 'zeek-smb', ...zeekSmb },
  { id: 'zeek-smtp', ...zeekSmtp },
  { id: 'zeek-ssh', ...zeekSsh },
  { id: 'zeek-ssl', ...zeekSsl },
  { id: 'zeek-tunnel', ...zeekTunnel },
];
