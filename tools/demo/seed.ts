import { sha256Hex } from '@watchfloor/core/ids';
import { parseContract } from '@watchfloor/cases/contract';
import { serviceScope } from '@watchfloor/identity';
import {
  closePostgres, connectPostgres, findSensor, insertContract, insertSensor, upsertAsset, upsertAuthorisedMaster, upsertChangeWindow, upsertConduit, upsertGrant, upsertSite, upsertTenant, upsertZone,
  withTenant, type Prisma, type TenantTransaction,
} from '@watchfloor/postgres';
import type { TenantScope } from '@watchfloor/core';
import { demoContracts } from './contracts.ts';
import { DEMO_CLIENTS, DEMO_PEOPLE, type DemoRole } from './people.ts';
import { DEMO_WORLD, type DemoTenant } from './world.ts';

export interface SeedInput {
  /** URL of role wf_api, the writer of these tables. */
  readonly postgresUrl: string;
  readonly sensorKeys: Readonly<Record<string, string>>;
  readonly webhookUrl: string;
  readonly now: Date;
}

const YEAR_MS = 365 * 86_400_000;

interface Grantee {
  readonly subject: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly role: DemoRole;
}

function granteesOf(slug: string): Grantee[] {
  const people = DEMO_PEOPLE.filter((p) => p.tenants.includes(slug)).map((p) => ({ subject: p.id, username: p.username, displayName: `${p.firstName} ${p.lastName}`, email: p.email, role: p.role }));
  const clients = DEMO_CLIENTS.filter((c) => c.like.tenants.includes(slug)).map((c) => ({ subject: c.serviceAccountId, username: `service-account-${c.clientId}`, displayName: `Script of the ${c.like.role}`, email: c.like.email, role: c.like.role }));
  return [...people, ...clients];
}

async function seedGrants(scope: TenantScope, tx: TenantTransaction, tenant: DemoTenant, now: Date): Promise<void> {
  for (const grantee of granteesOf(tenant.slug)) {
    // An auditor's grant ends, and covers a period: the year around the demo's first start.
    const audit = grantee.role === 'auditor' ? { validUntil: new Date(now.getTime() + YEAR_MS / 2), periodFrom: new Date(now.getTime() - YEAR_MS / 2), periodTo: new Date(now.getTime() + YEAR_MS / 2) } : {};
    await upsertGrant(scope, tx, { tenantId: tenant.id, ...grantee, ...audit });
  }
}

async function seedPlant(scope: TenantScope, tx: TenantTransaction, tenant: DemoTenant): Promise<void> {
  const tenantId = tenant.id;
  for (const site of tenant.sites) await upsertSite(scope, tx, { tenantId, ...site });
  for (const zone of tenant.zones) await upsertZone(scope, tx, { tenantId, ...zone, cidrs: [...zone.cidrs] });
  for (const conduit of tenant.conduits) await upsertConduit(scope, tx, { tenantId, ...conduit });
  for (const asset of tenant.assets) await upsertAsset(scope, tx, { tenantId, ...asset, firmware: asset.firmware || null });
  for (const master of tenant.authorisedMasters) await upsertAuthorisedMaster(scope, tx, { tenantId, ...master });
  for (const window of tenant.changeWindows) await upsertChangeWindow(scope, tx, { tenantId, ...window, weekdays: [...window.weekdays] });
}

async function seedSensors(scope: TenantScope, tx: TenantTransaction, tenant: DemoTenant, keys: Readonly<Record<string, string>>): Promise<void> {
  for (const { id, siteId, name, source, cadenceSeconds } of tenant.sensors) {
    if (await findSensor(scope, tx, tenant.id, id)) continue;
    const key = keys[id];
    if (!key) throw new Error(`no key was made for sensor ${name}`);
    await insertSensor(scope, tx, { tenantId: tenant.id, id, siteId, name, source, cadenceSeconds, keyHash: sha256Hex(key), keyPrefix: key.slice(0, 12) });
  }
}

/** Writes the demo's two customers; run at every start, it changes nothing that is there already but names and addresses. */
export async function seedDemo(input: SeedInput): Promise<void> {
  const db = connectPostgres(input.postgresUrl, 2);
  const contracts = demoContracts(input.webhookUrl);
  try {
    for (const tenant of DEMO_WORLD) {
      const scope = serviceScope('demo', [tenant.id]);
      const document = parseContract(contracts[tenant.slug]);
      await withTenant(db, scope, async (tx) => {
        await upsertTenant(scope, tx, { id: tenant.id, slug: tenant.slug, name: tenant.name, sector: tenant.sector });
        await seedPlant(scope, tx, tenant);
        await seedSensors(scope, tx, tenant, input.sensorKeys);
        await seedGrants(scope, tx, tenant, input.now);
        await insertContract(scope, tx, { tenantId: tenant.id, version: 1, document: document as unknown as Prisma.InputJsonValue, createdBy: 'demo' });
      }, { timeoutMs: 60_000 });
    }
  } finally {
    await closePostgres(db);
  }
}
