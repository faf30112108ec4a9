import { randomUUID } from 'node:crypto';
import { mintSensorKey } from '@watchfloor/identity';
import pg from 'pg';

/** One customer with one site, two zones, a PLC, an HMI that may command it, and a sensor. */
export interface Plant {
  readonly tenantId: string;
  readonly siteId: string;
  readonly sensorId: string;
  readonly key: string;
  readonly plcId: string;
}

/** Seeds a customer as the database's superuser. `syslogAddress` allows plain syslog from there. */
export async function seedPlant(adminUrl: string, slug: string, options: { readonly timeZone?: string; readonly source?: string; readonly syslogAddress?: string } = {}): Promise<Plant> {
  const [tenantId, siteId, zoneId, itZoneId, sensorId, plcId, hmiId] = Array.from({ length: 7 }, () => randomUUID()) as [string, string, string, string, string, string, string];
  const key = mintSensorKey();
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const run = (sql: string, values: unknown[]): Promise<unknown> => client.query(sql, values);
  try {
    await run('INSERT INTO tenants (id, slug, name, sector) VALUES ($1,$2,$2,$3)', [tenantId, slug, 'water']);
    await run('INSERT INTO sites (tenant_id, id, name, time_zone) VALUES ($1,$2,$3,$4)', [tenantId, siteId, 'Plant', options.timeZone ?? 'Europe/Berlin']);
    await run('INSERT INTO zones VALUES ($1,$2,$3,$4,1,2,$5)', [tenantId, zoneId, siteId, 'Control', ['10.20.1.0/24']]);
    await run('INSERT INTO zones VALUES ($1,$2,$3,$4,4,1,$5)', [tenantId, itZoneId, siteId, 'Office', ['10.20.4.0/24']]);
    await run('INSERT INTO assets (tenant_id,id,site_id,zone_id,name,ip,device_class,purdue_level,role) VALUES ($1,$2,$3,$4,$5,$6,$7,1,$8)', [tenantId, plcId, siteId, zoneId, 'PLC-1', '10.20.1.10', 'OT', 'plc']);
    await run('INSERT INTO assets (tenant_id,id,site_id,zone_id,name,ip,device_class,purdue_level,role) VALUES ($1,$2,$3,$4,$5,$6,$7,2,$8)', [tenantId, hmiId, siteId, zoneId, 'HMI-1', '10.20.1.5', 'OT', 'hmi']);
    await run('INSERT INTO authorised_masters VALUES ($1,$2,$3,$4,$5,$6)', [tenantId, randomUUID(), siteId, hmiId, plcId, 'modbus']);
    await run('INSERT INTO sensors (tenant_id,id,site_id,name,source,key_hash,key_prefix,syslog_addresses) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)', [tenantId, sensorId, siteId, 'Sensor', options.source ?? 'auto', key.keyHash, key.keyPrefix, options.syslogAddress ? [options.syslogAddress] : []]);
  } finally {
    await client.end();
  }
  return { tenantId, siteId, sensorId, key: key.key, plcId };
}

/** A Zeek conn line. */
export function connLine(n: number, ts = 1_780_392_600 + n): string {
  return JSON.stringify({ _path: 'conn', ts: ts + 0.25, uid: `C${n}`, 'id.orig_h': '10.20.1.5', 'id.orig_p': 40_000 + (n % 20_000), 'id.resp_h': '10.20.1.10', 'id.resp_p': 502, proto: 'tcp', service: 'modbus', duration: 1.5, orig_bytes: 10, resp_bytes: 20, conn_state: 'SF', history: 'ShADadFf', orig_pkts: 5, resp_pkts: 5 });
}

/** An ICSNPP modbus_detailed line: a write of a holding register by a laptop of the office. */
export function writeLine(n: number, ts = 1_780_392_600 + n): string {
  return JSON.stringify({ _path: 'modbus_detailed', ts, uid: `M${n}`, 'id.orig_h': '10.20.4.77', 'id.orig_p': 50_000, 'id.resp_h': '10.20.1.10', 'id.resp_p': 502, tid: n % 65_536, unit: 1, func: 'WRITE_SINGLE_REGISTER', request_response: 'REQUEST', address: 100, quantity: 1, values: '77' });
}
