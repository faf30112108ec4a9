import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { seedContract } from './seed-contract.ts';
import type { SeededTenant } from './seeded-tenant.ts';

export interface SeedGrant {
  readonly subject: string;
  readonly role: 'analyst' | 'lead' | 'customer-engineer' | 'ot-approver' | 'auditor';
  readonly validUntil?: Date;
  readonly periodFrom?: Date;
  readonly periodTo?: Date;
}

export interface SeedTenantOptions {
  /** Default random. */
  readonly tenantId?: string;
  /** Default made from the id. */
  readonly slug?: string;
  readonly timeZone?: string;
  /** Default an analyst with subject `test-analyst`. */
  readonly grants?: readonly SeedGrant[];
  /** Contract document instead of the small 24×7 one; its `version` becomes the row's. */
  readonly contract?: { readonly version: number };
}

/**
 * Writes one tenant as a superuser: a site with three zones (enterprise 10.4.0.0/16, operations 10.3.0.0/16, control
 * 10.1.0.0/16), a PLC with its HMI as the authorised Modbus master, an engineering laptop, an office PC, the conduit
 * from operations to control, a change window on Tuesdays 06:00–08:00, a sensor with a known key, grants and a contract.
 */
export async function seedTenant(adminUrl: string, options: SeedTenantOptions = {}): Promise<SeededTenant> {
  const tenant = plan(options);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await writeSite(client, tenant);
    await writeAssets(client, tenant);
    for (const grant of options.grants ?? [{ subject: 'test-analyst', role: 'analyst' }]) {
      await client.query(
        'INSERT INTO user_grants (tenant_id, subject, username, display_name, email, role, valid_until, period_from, period_to) VALUES ($1, $2, $2, $2, $3, $4, $5, $6, $7)',
        [tenant.tenantId, grant.subject, `${grant.subject}@example.test`, grant.role, grant.validUntil ?? null, grant.periodFrom ?? null, grant.periodTo ?? null],
      );
    }
    const contract = options.contract ?? seedContract(tenant.timeZone);
    await client.query('INSERT INTO contracts (tenant_id, version, document, created_by) VALUES ($1, $2, $3, $4)', [tenant.tenantId, contract.version, JSON.stringify(contract), 'seed']);
    await client.query('COMMIT');
    return { ...tenant, contractVersion: contract.version };
  } finally {
    await client.end();
  }
}

function plan(options: SeedTenantOptions): SeededTenant {
  const tenantId = options.tenantId ?? randomUUID();
  const asset = (net: string, host: number): { id: string; ip: string; mac: string } => ({ id: randomUUID(), ip: `${net}.${host}`, mac: `02:00:5e:00:00:${host.toString(16).padStart(2, '0')}` });
  return {
    tenantId,
    slug: options.slug ?? `tenant-${tenantId.slice(0, 8)}`,
    siteId: randomUUID(),
    timeZone: options.timeZone ?? 'Europe/Rome',
    zones: { enterprise: randomUUID(), operations: randomUUID(), control: randomUUID() },
    assets: { plc: asset('10.1.0', 10), hmi: asset('10.3.0', 20), engineering: asset('10.3.0', 30), office: asset('10.4.0', 40) },
    sensor: { id: randomUUID(), key: `wfs_${randomBytes(32).toString('base64url')}` },
    contractVersion: 1,
  };
}

async function writeSite(client: pg.Client, it: SeededTenant): Promise<void> {
  await client.query('INSERT INTO tenants (id, slug, name, sector) VALUES ($1, $2, $2, $3)', [it.tenantId, it.slug, 'water']);
  await client.query('INSERT INTO sites (tenant_id, id, name, time_zone) VALUES ($1, $2, $3, $4)', [it.tenantId, it.siteId, 'Plant', it.timeZone]);
  const zones: readonly [string, string, number, number, string][] = [
    [it.zones.enterprise, 'Enterprise', 4, 1, '10.4.0.0/16'],
    [it.zones.operations, 'Operations', 3, 2, '10.3.0.0/16'],
    [it.zones.control, 'Control', 1, 3, '10.1.0.0/16'],
  ];
  for (const [id, name, level, target, cidr] of zones) {
    await client.query('INSERT INTO zones (tenant_id, id, site_id, name, purdue_level, target_security_level, cidrs) VALUES ($1, $2, $3, $4, $5, $6, $7)', [it.tenantId, id, it.siteId, name, level, target, [cidr]]);
  }
  await client.query("INSERT INTO conduits (tenant_id, id, site_id, name, from_zone_id, to_zone_id, protocol) VALUES ($1, $2, $3, 'Operations to control', $4, $5, 'modbus')", [it.tenantId, randomUUID(), it.siteId, it.zones.operations, it.zones.control]);
  await client.query("INSERT INTO change_windows (tenant_id, id, site_id, name, weekdays, start_minute, end_minute) VALUES ($1, $2, $3, 'Tuesday morning', '{2}', 360, 480)", [it.tenantId, randomUUID(), it.siteId]);
  const { id, key } = it.sensor;
  await client.query('INSERT INTO sensors (tenant_id, id, site_id, name, key_hash, key_prefix) VALUES ($1, $2, $3, $4, $5, $6)', [it.tenantId, id, it.siteId, 'Sensor', createHash('sha256').update(key).digest('hex'), key.slice(0, 12)]);
}

async function writeAssets(client: pg.Client, it: SeededTenant): Promise<void> {
  const { plc, hmi, engineering, office } = it.assets;
  const rows: readonly [typeof plc, string, string, string, number, string][] = [
    [plc, it.zones.control, 'PLC', 'OT', 1, 'plc'],
    [hmi, it.zones.operations, 'HMI', 'OT', 2, 'hmi'],
    [engineering, it.zones.operations, 'Engineering laptop', 'IT', 3, 'engineering-workstation'],
    [office, it.zones.enterprise, 'Office PC', 'IT', 4, 'workstation'],
  ];
  for (const [asset, zone, name, deviceClass, level, role] of rows) {
    await client.query('INSERT INTO assets (tenant_id, id, site_id, zone_id, name, ip, mac, device_class, purdue_level, role, critical) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)', [
      it.tenantId, asset.id, it.siteId, zone, name, asset.ip, asset.mac, deviceClass, level, role, role === 'plc',
    ]);
  }
  await client.query("INSERT INTO authorised_masters (tenant_id, id, site_id, master_asset_id, target_asset_id, protocol) VALUES ($1, $2, $3, $4, $5, 'modbus')", [it.tenantId, randomUUID(), it.siteId, hmi.id, plc.id]);
}
