import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { sensorActivity } from '@watchfloor/clickhouse';
import { Refused } from '@watchfloor/core';
import { certificateFingerprint, mintSensorKey } from '@watchfloor/identity';
import { appendAudit, findSensor, findSite, insertSensor, insertSensorCertificate, listSensors, listSites, withTenant, type Sensor } from '@watchfloor/postgres';
import { z } from 'zod';
import { ReadAudit } from '../audit/read-audit.ts';
import { optionalTenant, requireTenant, type Caller } from '../auth/caller.ts';
import { plainId } from '../graphql/global-id.ts';
import { parseInput } from '../graphql/parse-input.ts';
import { Stores } from '../stores.ts';
import { toSensor, type CreateSensorInput, type CreateSensorPayload, type RegisterSensorCertificateInput, type RegisterSensorCertificatePayload, type SensorModel } from './sensor.model.ts';

const NewSensor = z.object({
  name: z.string().trim().min(1).max(100),
  source: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be a source id such as 'zeek', or 'auto'")
    .nullish()
    .transform((source) => source ?? 'auto'),
  cadenceSeconds: z
    .number()
    .int()
    .min(1)
    .max(86_400)
    .nullish()
    .transform((seconds) => seconds ?? 300),
});

@Injectable()
export class SensorService {
  constructor(
    private readonly stores: Stores,
    private readonly audit: ReadAudit,
  ) {}

  /** Sensors with their health, of one tenant or of all of the caller's. */
  async list(caller: Caller, tenantId: string | null | undefined): Promise<SensorModel[]> {
    const tenant = optionalTenant(caller, tenantId);
    const { scope } = caller;
    this.audit.note(caller, 'sensors', tenant);
    const [rows, sites] = await withTenant(this.stores.postgres, scope, async (tx) => [await listSensors(scope, tx, tenant), await listSites(scope, tx, tenant)] as const);
    return this.withHealth(caller, rows, (row) => sites.find((site) => site.tenantId === row.tenantId && site.id === row.siteId)?.name ?? '');
  }

  async find(caller: Caller, tenantId: string, id: string): Promise<SensorModel | null> {
    const { scope } = caller;
    this.audit.note(caller, `sensor ${id}`, tenantId);
    const found = await withTenant(this.stores.postgres, scope, async (tx) => {
      const row = await findSensor(scope, tx, tenantId, id);
      return row && { row, site: await findSite(scope, tx, tenantId, row.siteId) };
    });
    const [model] = found ? await this.withHealth(caller, [found.row], () => found.site?.name ?? '') : [];
    return model ?? null;
  }

  /** Adds a sensor to a site and returns its key, this once. Throws Refused NOT_FOUND for a site that is not the tenant's. */
  async create(caller: Caller, input: CreateSensorInput): Promise<CreateSensorPayload> {
    const tenantId = requireTenant(caller, input.tenantId);
    const siteId = plainId('Site', input.siteId);
    const values = parseInput(NewSensor, input);
    const { scope } = caller;
    const { key, ...stored } = mintSensorKey();
    const { row, site } = await withTenant(this.stores.postgres, scope, async (tx) => {
      const site = await findSite(scope, tx, tenantId, siteId);
      if (!site) throw new Refused('NOT_FOUND', 'no such site');
      const row = await insertSensor(scope, tx, { tenantId, id: randomUUID(), siteId, ...values, ...stored });
      await appendAudit(tx, scope, tenantId, 'sensor.created', `sensor:${row.id}`, { siteId, ...values, keyPrefix: stored.keyPrefix });
      return { row, site };
    });
    return { sensor: toSensor(row, site.name, undefined, Date.now()), key, clientMutationId: input.clientMutationId ?? null };
  }

  /** Registers a client certificate. Throws Refused NOT_FOUND for a sensor that is not the tenant's, CONFLICT for a certificate that is a sensor's already. */
  async registerCertificate(caller: Caller, input: RegisterSensorCertificateInput): Promise<RegisterSensorCertificatePayload> {
    const tenantId = requireTenant(caller, input.tenantId);
    const sensorId = plainId('Sensor', input.sensorId);
    const sha256 = certificateFingerprint(input.certificate);
    const { scope } = caller;
    await withTenant(this.stores.postgres, scope, async (tx) => {
      if (!(await findSensor(scope, tx, tenantId, sensorId))) throw new Refused('NOT_FOUND', 'no such sensor');
      await insertSensorCertificate(scope, tx, { tenantId, sensorId, sha256 });
      await appendAudit(tx, scope, tenantId, 'sensor.certificate_registered', `sensor:${sensorId}`, { sha256 });
    }).catch((error: unknown) => {
      // Of whom it is, is not told: it may be another customer's.
      if (error instanceof Error && 'code' in error && error.code === 'P2002') throw new Refused('CONFLICT', 'this certificate is registered already: give each sensor one of its own');
      throw error;
    });
    const sensor = await this.find(caller, tenantId, sensorId);
    if (!sensor) throw new Refused('NOT_FOUND', 'no such sensor');
    return { sensor, sha256, clientMutationId: input.clientMutationId ?? null };
  }

  private async withHealth(caller: Caller, rows: readonly Sensor[], siteName: (row: Sensor) => string): Promise<SensorModel[]> {
    const nowMs = Date.now();
    const activity = await sensorActivity(this.stores.clickhouse, caller.scope, { nowMs });
    return rows.map((row) => toSensor(row, siteName(row), activity.find((seen) => seen.tenantId === row.tenantId && seen.sensorId === row.id), nowMs));
  }
}
