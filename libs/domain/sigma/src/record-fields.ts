import { pathReader, readPath, scalarsIn, type EventFields } from './fields.ts';

/** A log record as some other tool wrote it: JSON whose names are the rule's own field names, flat or nested. */
export type LogRecord = Readonly<Record<string, unknown>>;

/** Channel of the Windows event log → Sigma service (SigmaHQ, 'windows services'). */
const WINDOWS_SERVICES: Readonly<Record<string, string>> = {
  application: 'application', security: 'security', system: 'system', 'windows powershell': 'powershell-classic',
  'microsoft-windows-sysmon/operational': 'sysmon', 'microsoft-windows-powershell/operational': 'powershell', 'powershellcore/operational': 'powershell',
  'microsoft-windows-taskscheduler/operational': 'taskscheduler', 'microsoft-windows-windows defender/operational': 'windefend',
  'microsoft-windows-wmi-activity/operational': 'wmi', 'microsoft-windows-bits-client/operational': 'bits-client', 'microsoft-windows-ntlm/operational': 'ntlm',
  'microsoft-windows-codeintegrity/operational': 'codeintegrity-operational', 'microsoft-windows-dns-client/operational': 'dns-client', 'dns server': 'dns-server',
  'microsoft-windows-appxdeploymentserver/operational': 'appxdeployment-server', 'microsoft-windows-ldap-client/debug': 'ldap',
  'microsoft-windows-windows firewall with advanced security/firewall': 'firewall-as', 'microsoft-windows-security-mitigations/kernelmode': 'security-mitigations',
  'microsoft-windows-security-mitigations/usermode': 'security-mitigations', 'microsoft-windows-terminalservices-localsessionmanager/operational': 'terminalservices-localsessionmanager',
  'microsoft-windows-printservice/admin': 'printservice-admin', 'microsoft-windows-printservice/operational': 'printservice-operational',
  'microsoft-windows-smbclient/security': 'smbclient-security', 'microsoft-windows-smbclient/connectivity': 'smbclient-connectivity',
  'microsoft-windows-applocker/exe and dll': 'applocker', 'microsoft-windows-applocker/msi and script': 'applocker', 'microsoft-windows-driverframeworks-usermode/operational': 'driver-framework',
  'microsoft-windows-shell-core/operational': 'shell-core', 'microsoft-windows-diagnosis-scripted/operational': 'diagnosis-scripted', 'openssh/operational': 'openssh',
  'microsoft-windows-vhdmp-operational': 'vhdmp', 'microsoft-windows-iis-configuration/operational': 'iis-configuration', 'msexchange management': 'msexchange-management',
  'microsoft-windows-appmodel-runtime/admin': 'appmodel-runtime', 'microsoft-windows-capi2/operational': 'capi2', 'microsoft-windows-certificateservicesclient-lifecycle-system/operational': 'certificateservicesclient-lifecycle-system',
};

/** Sysmon event id → Sigma categories (SigmaHQ sysmon pipeline). */
const SYSMON_CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  1: ['process_creation'], 2: ['file_change'], 3: ['network_connection'], 4: ['sysmon_status'], 5: ['process_termination'], 6: ['driver_load'], 7: ['image_load'],
  8: ['create_remote_thread'], 9: ['raw_access_thread'], 10: ['process_access'], 11: ['file_event'], 12: ['registry_add', 'registry_delete', 'registry_event'],
  13: ['registry_set', 'registry_event'], 14: ['registry_rename', 'registry_event'], 15: ['create_stream_hash'], 16: ['sysmon_status'], 17: ['pipe_created'], 18: ['pipe_created'],
  19: ['wmi_event'], 20: ['wmi_event'], 21: ['wmi_event'], 22: ['dns_query'], 23: ['file_delete'], 24: ['clipboard_capture'], 25: ['process_tampering'], 26: ['file_delete'],
  27: ['file_block_executable'], 28: ['file_block_shredding'], 29: ['file_executable_detected'], 255: ['sysmon_error'],
};
const POWERSHELL_CATEGORIES: Readonly<Record<string, readonly string[]>> = { 4103: ['ps_module'], 4104: ['ps_script'] };
const CLASSIC_POWERSHELL_CATEGORIES: Readonly<Record<string, readonly string[]>> = { 400: ['ps_classic_start'], 600: ['ps_classic_provider_start'], 800: ['ps_classic_script'] };

/** A Windows event as EVTX dumps nest it ({Event: {System, EventData}}) becomes one flat record; others stay as they are. */
export function flattenRecord(record: LogRecord): LogRecord {
  const event = record['Event'];
  if (!isRecord(event) || !isRecord(event['System'])) return record;
  const flat: Record<string, unknown> = {};
  const system = event['System'];
  for (const [name, value] of Object.entries(system)) flat[name] = isRecord(value) && '#text' in value ? value['#text'] : value;
  const provider = readPath(system, 'Provider.#attributes.Name');
  if (provider !== undefined) flat['Provider_Name'] = provider;
  for (const section of ['EventData', 'UserData']) {
    const data = event[section];
    if (!isRecord(data)) continue;
    for (const [name, value] of Object.entries(data)) {
      if (isRecord(value) && section === 'UserData') Object.assign(flat, value);
      else flat[name] = isRecord(value) && '#text' in value ? value['#text'] : value;
    }
  }
  return flat;
}

/** Reads foreign records by the names that rules use. Log source from Windows' channel, Zeek's `_path` or Suricata's `event_type`. */
export const recordFields: EventFields<LogRecord> = {
  read: pathReader,
  values: (record) => scalarsIn(record),
  logsources: (record) => {
    const channel = record['Channel'];
    if (typeof channel === 'string') return windowsSources(channel.toLowerCase(), String(record['EventID']));
    if (typeof record['_path'] === 'string') return [{ product: 'zeek', service: record['_path'] }];
    if (typeof record['event_type'] === 'string' && 'flow_id' in record) return [{ product: 'suricata', service: record['event_type'] }];
    return undefined;
  },
};

function windowsSources(channel: string, eventId: string): { product: string; category?: string; service?: string }[] {
  const service = Object.hasOwn(WINDOWS_SERVICES, channel) ? WINDOWS_SERVICES[channel] : undefined;
  const base = service === undefined ? { product: 'windows' } : { product: 'windows', service };
  const table = service === 'sysmon' ? SYSMON_CATEGORIES : service === 'powershell' ? POWERSHELL_CATEGORIES : service === 'powershell-classic' ? CLASSIC_POWERSHELL_CATEGORIES : {};
  const categories = Object.hasOwn(table, eventId) ? (table[eventId] ?? []) : [];
  return categories.length === 0 ? [base] : categories.map((category) => ({ ...base, category }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
