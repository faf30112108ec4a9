import { placeOf, type DemoPlace } from './shape.ts';

export const HOSPITAL_TENANT_ID = '22222222-2222-8222-8222-222222222222';

/** Hospital: infusion pumps and patient monitors at their servers, building controllers at theirs, seen by one Suricata. */
export const HOSPITAL_CAMPUS: DemoPlace = placeOf({
  tenantId: HOSPITAL_TENANT_ID,
  name: 'Main campus',
  timeZone: 'Europe/Vienna',
  zones: [
    ['Hospital IT', 4, 1, '10.60.4.0/24'],
    ['Clinical servers', 3, 2, '10.60.3.0/24'],
    ['Building supervision', 2, 2, '10.60.2.0/24'],
    ['Patient devices', 2, 3, '10.60.20.0/24'],
    ['Imaging', 2, 2, '10.60.21.0/24'],
    ['Building controllers', 1, 2, '10.60.1.0/24'],
  ],
  conduits: [
    ['Patient devices', 'Clinical servers', 'tls'],
    ['Patient devices', 'Clinical servers', 'tcp/2575'],
    ['Patient devices', 'Clinical servers', 'ntp'],
    ['Imaging', 'Clinical servers', 'tcp/104'],
    ['Hospital IT', 'Clinical servers', 'tls'],
    ['Clinical servers', 'Hospital IT', 'dns'],
    ['Building supervision', 'Building controllers', 'bacnet'],
    ['Building supervision', 'Clinical servers', 'ntp'],
  ],
  assets: [
    ['Hospital IT', 10, 'DC-SE-01', 'domain controller', 'IT', 'HPE', 'ProLiant DL380'],
    ['Hospital IT', 101, 'WARD-PC-3A', 'ward workstation', 'IT', 'HP', 'EliteDesk 800'],
    ['Hospital IT', 102, 'WARD-PC-3B', 'ward workstation', 'IT', 'HP', 'EliteDesk 800'],
    ['Clinical servers', 10, 'PUMP-SERVER', 'infusion pump server*', 'IT', 'Dell', 'PowerEdge R650'],
    ['Clinical servers', 11, 'MON-CENTRAL', 'patient monitoring server*', 'IT', 'Philips', 'PIC iX'],
    ['Clinical servers', 12, 'PACS-01', 'image archive', 'IT', 'Dell', 'PowerEdge R750'],
    ['Clinical servers', 13, 'HL7-GATEWAY', 'interface engine', 'IT', 'Dell', 'PowerEdge R450'],
    ['Clinical servers', 40, 'NTP-SE-01', 'time server', 'network', 'Meinberg', 'LANTIME M300'],
    ['Building supervision', 10, 'BMS-01', 'building management server', 'OT', 'Siemens', 'Desigo CC'],
    ['Patient devices', 21, 'INFUSION-ICU-01', 'infusion pump*', 'IoMT', 'B. Braun', 'Space plus'],
    ['Patient devices', 22, 'INFUSION-ICU-02', 'infusion pump*', 'IoMT', 'B. Braun', 'Space plus'],
    ['Patient devices', 23, 'INFUSION-ICU-03', 'infusion pump*', 'IoMT', 'B. Braun', 'Space plus'],
    ['Patient devices', 24, 'INFUSION-OR-01', 'infusion pump*', 'IoMT', 'B. Braun', 'Space plus'],
    ['Patient devices', 41, 'MONITOR-ICU-01', 'patient monitor*', 'IoMT', 'Philips', 'IntelliVue MX750'],
    ['Patient devices', 42, 'MONITOR-ICU-02', 'patient monitor*', 'IoMT', 'Philips', 'IntelliVue MX750'],
    ['Patient devices', 43, 'MONITOR-OR-01', 'patient monitor*', 'IoMT', 'Philips', 'IntelliVue MX550'],
    ['Imaging', 11, 'CT-01', 'CT scanner', 'IoMT', 'Siemens Healthineers', 'SOMATOM go.Up'],
    ['Imaging', 12, 'XRAY-02', 'X-ray system', 'IoMT', 'Siemens Healthineers', 'Ysio X.pree'],
    ['Building controllers', 11, 'AHU-OR-1', 'air handling controller*', 'OT', 'Siemens', 'Desigo PXC7'],
    ['Building controllers', 12, 'AHU-ICU-1', 'air handling controller', 'OT', 'Siemens', 'Desigo PXC7'],
    ['Building controllers', 13, 'CHILLER-1', 'chiller controller', 'OT', 'Siemens', 'Desigo PXC4'],
  ],
  masters: {},
  window: { name: 'Sunday maintenance', weekdays: [7], startMinute: 120, endMinute: 240 },
  sensor: { name: 'suricata-campus', source: 'suricata', transport: 'http' },
});
