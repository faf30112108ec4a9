import { placeOf, type DemoPlace } from './shape.ts';

export const WATER_TENANT_ID = '11111111-1111-8111-8111-111111111111';
const TIME_ZONE = 'Europe/Rome';
const SUNDAY = 7;
const SATURDAY = 6;
const TWO = 2 * 60;
const FOUR = 4 * 60;

/** Treatment plant: SCADA polls seven PLCs, the historian reads them, an engineering station may write in the Sunday window. */
export const TREATMENT_PLANT: DemoPlace = placeOf({
  tenantId: WATER_TENANT_ID,
  name: 'Treatment plant',
  timeZone: TIME_ZONE,
  zones: [
    ['Office IT', 4, 1, '10.10.4.0/24'],
    ['Industrial DMZ', 3.5, 2, '10.10.35.0/24'],
    ['Site operations', 3, 2, '10.10.3.0/24'],
    ['Supervision', 2, 2, '10.10.2.0/24'],
    ['Process control', 1, 3, '10.10.1.0/24'],
    ['Chlorine safety', 1, 3, '10.10.9.0/24'],
    ['Field instruments', 0, 2, '10.10.10.0/24'],
  ],
  conduits: [
    ['Office IT', 'Industrial DMZ', 'rdp'],
    ['Office IT', 'Industrial DMZ', 'ssl'],
    ['Industrial DMZ', 'Site operations', 'rdp'],
    ['Site operations', 'Industrial DMZ', 'ssl'],
    ['Site operations', 'Process control', 'modbus'],
    ['Supervision', 'Process control', 'modbus'],
    ['Supervision', 'Chlorine safety', 'modbus', 'read'],
    ['Supervision', 'Site operations', 'ssl'],
    ['Supervision', 'Site operations', 'ntp'],
    ['Process control', 'Site operations', 'ntp'],
    ['Process control', 'Field instruments', 'modbus', 'read'],
  ],
  assets: [
    ['Office IT', 10, 'DC-AQ-01', 'domain controller', 'IT', 'Dell', 'PowerEdge R450'],
    ['Office IT', 11, 'FILE-AQ-01', 'file server', 'IT', 'Dell', 'PowerEdge R350'],
    ['Office IT', 12, 'INTRA-AQ-01', 'intranet server', 'IT', 'HPE', 'ProLiant DL20'],
    ['Office IT', 101, 'WS-AQ-101', 'office workstation', 'IT', 'Lenovo', 'ThinkCentre M70q'],
    ['Office IT', 102, 'WS-AQ-102', 'office workstation', 'IT', 'Lenovo', 'ThinkCentre M70q'],
    ['Office IT', 103, 'WS-AQ-103', 'office workstation', 'IT', 'Lenovo', 'ThinkCentre M70q'],
    ['Industrial DMZ', 10, 'JUMP-AQ-01', 'jump host', 'IT', 'Dell', 'PowerEdge R250'],
    ['Industrial DMZ', 20, 'HIST-MIRROR-01', 'historian mirror', 'IT', 'AVEVA', 'PI Server'],
    ['Site operations', 10, 'HIST-AQ-01', 'historian', 'OT', 'AVEVA', 'PI Server'],
    ['Site operations', 20, 'EWS-AQ-01', 'engineering workstation*', 'OT', 'Schneider Electric', 'EcoStruxure Control Expert'],
    ['Site operations', 31, 'LAPTOP-ENG-07', 'engineering laptop', 'OT', 'Panasonic', 'Toughbook 55'],
    ['Site operations', 40, 'NTP-AQ-01', 'time server', 'network', 'Meinberg', 'LANTIME M300'],
    ['Supervision', 10, 'SCADA-AQ-01', 'SCADA server*', 'OT', 'AVEVA', 'System Platform'],
    ['Supervision', 21, 'HMI-INTAKE', 'operator station', 'OT', 'Siemens', 'SIMATIC IPC477E'],
    ['Supervision', 22, 'HMI-DOSING', 'operator station', 'OT', 'Siemens', 'SIMATIC IPC477E'],
    ['Process control', 11, 'PLC-INTAKE', 'PLC*', 'OT', 'Schneider Electric', 'Modicon M580', 'SV4.10'],
    ['Process control', 12, 'PLC-FLOCCULATION', 'PLC*', 'OT', 'Schneider Electric', 'Modicon M580', 'SV4.10'],
    ['Process control', 13, 'PLC-FILTER-A', 'PLC', 'OT', 'Schneider Electric', 'Modicon M340', 'SV3.50'],
    ['Process control', 14, 'PLC-FILTER-B', 'PLC', 'OT', 'Schneider Electric', 'Modicon M340', 'SV3.50'],
    ['Process control', 15, 'PLC-DOSING', 'PLC*', 'OT', 'Schneider Electric', 'Modicon M580', 'SV4.10'],
    ['Process control', 16, 'PLC-PUMPS-OUT', 'PLC*', 'OT', 'Schneider Electric', 'Modicon M340', 'SV3.30'],
    ['Process control', 30, 'SW-CONTROL-01', 'switch', 'network', 'Hirschmann', 'RSP25'],
    ['Chlorine safety', 11, 'SIS-CHLORINE', 'safety controller!', 'OT', 'HIMA', 'HIMatrix F30'],
    ['Field instruments', 21, 'AIT-CHLORINE-1', 'chlorine analyser', 'IIoT', 'Endress+Hauser', 'Liquiline CM44'],
    ['Field instruments', 22, 'FIT-OUTLET-1', 'flow meter', 'IIoT', 'Endress+Hauser', 'Promag 400'],
    ['Field instruments', 23, 'LIT-TANK-1', 'level transmitter', 'IIoT', 'VEGA', 'VEGAPULS C 23'],
  ],
  masters: {
    'SCADA-AQ-01': ['PLC-INTAKE', 'PLC-FLOCCULATION', 'PLC-FILTER-A', 'PLC-FILTER-B', 'PLC-DOSING', 'PLC-PUMPS-OUT'],
    'HMI-DOSING': ['PLC-DOSING'],
    'EWS-AQ-01': ['PLC-INTAKE', 'PLC-FLOCCULATION', 'PLC-FILTER-A', 'PLC-FILTER-B', 'PLC-DOSING', 'PLC-PUMPS-OUT'],
  },
  window: { name: 'Sunday maintenance', weekdays: [SUNDAY], startMinute: TWO, endMinute: FOUR },
  sensor: { name: 'zeek-treatment-plant', source: 'zeek', transport: 'http' },
});

/** Pumping station: a small site with its own operator station and three controllers, one of them over a cellular router. */
export const PUMPING_STATION: DemoPlace = placeOf({
  tenantId: WATER_TENANT_ID,
  name: 'Pumping station North',
  timeZone: TIME_ZONE,
  zones: [
    ['Office IT', 4, 1, '10.20.4.0/24'],
    ['Industrial DMZ', 3.5, 2, '10.20.35.0/24'],
    ['Site operations', 3, 2, '10.20.3.0/24'],
    ['Supervision', 2, 2, '10.20.2.0/24'],
    ['Process control', 1, 3, '10.20.1.0/24'],
  ],
  conduits: [
    ['Office IT', 'Industrial DMZ', 'rdp'],
    ['Industrial DMZ', 'Site operations', 'rdp'],
    ['Site operations', 'Industrial DMZ', 'ssl'],
    ['Site operations', 'Process control', 'modbus'],
    ['Supervision', 'Process control', 'modbus'],
    ['Supervision', 'Site operations', 'ntp'],
    ['Process control', 'Site operations', 'ntp'],
  ],
  assets: [
    ['Office IT', 10, 'FILE-PN-01', 'file server', 'IT', 'Synology', 'RS822+'],
    ['Office IT', 101, 'WS-PN-101', 'office workstation', 'IT', 'Lenovo', 'ThinkCentre M70q'],
    ['Industrial DMZ', 10, 'JUMP-PN-01', 'jump host', 'IT', 'Dell', 'OptiPlex 7010'],
    ['Site operations', 10, 'HIST-PN-01', 'historian', 'OT', 'AVEVA', 'Edge Data Store'],
    ['Site operations', 31, 'LAPTOP-ENG-12', 'engineering laptop', 'OT', 'Panasonic', 'Toughbook 40'],
    ['Site operations', 40, 'NTP-PN-01', 'time server', 'network', 'Meinberg', 'LANTIME M300'],
    ['Supervision', 10, 'HMI-PN-01', 'operator station*', 'OT', 'Siemens', 'SIMATIC IPC277G'],
    ['Process control', 11, 'PLC-PUMP-1', 'PLC*', 'OT', 'Schneider Electric', 'Modicon M241', '5.1.9.35'],
    ['Process control', 12, 'PLC-PUMP-2', 'PLC*', 'OT', 'Schneider Electric', 'Modicon M241', '5.1.9.35'],
    ['Process control', 13, 'RTU-RESERVOIR', 'RTU', 'OT', 'Schneider Electric', 'SCADAPack 574'],
    ['Process control', 14, 'VFD-PUMP-1', 'variable frequency drive', 'OT', 'ABB', 'ACS580'],
    ['Process control', 15, 'VFD-PUMP-2', 'variable frequency drive', 'OT', 'ABB', 'ACS580'],
    ['Process control', 30, 'SW-PN-01', 'switch', 'network', 'Moxa', 'EDS-408A'],
    ['Process control', 31, 'LTE-PN-01', 'cellular router', 'cellular', 'Teltonika', 'RUT956'],
  ],
  masters: { 'HMI-PN-01': ['PLC-PUMP-1', 'PLC-PUMP-2', 'RTU-RESERVOIR'], 'PLC-PUMP-1': ['VFD-PUMP-1'], 'PLC-PUMP-2': ['VFD-PUMP-2'] },
  window: { name: 'Saturday maintenance', weekdays: [SATURDAY], startMinute: TWO, endMinute: FOUR },
  sensor: { name: 'zeek-pumping-station', source: 'zeek', transport: 'syslog' },
});
