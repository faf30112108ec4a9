import type { TenantScope } from '@watchfloor/core';
import { clientOf, type Postgres } from '../connection.ts';
import type { Prisma, Sensor, SensorCertificate } from '../generated/client.ts';
import { requireTenant, scopedTo } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';

/** Sensors of the scope, or of one tenant, by name. */
export async function listSensors(scope: TenantScope, tx: TenantTransaction, tenantId?: string | null): Promise<Sensor[]> {
  return tx.sensor.findMany({ where: scopedTo(scope, tenantId), orderBy: [{ tenantId: 'asc' }, { name: 'asc' }] });
}

export async function findSensor(scope: TenantScope, tx: TenantTransaction, tenantId: string, id: string): Promise<Sensor | null> {
  return tx.sensor.findFirst({ where: { ...scopedTo(scope, tenantId), id } });
}

/** Adds a sensor. Throws the database's error when its site is not a site of the tenant. */
export async function insertSensor(scope: TenantScope, tx: TenantTransaction, sensor: Prisma.SensorUncheckedCreateInput): Promise<Sensor> {
  requireTenant(scope, sensor.tenantId);
  return tx.sensor.create({ data: sensor });
}

/**
 * The sensor whose key has this SHA-256 (lower-case hex), or null. For authentication only: policy `own_key` shows
 * role wf_ingest the one row whose hash it names, and no other.
 */
export async function findSensorByKeyHash(db: Postgres, keyHash: string): Promise<Sensor | null> {
  return clientOf(db).$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.sensor_key_hash', ${keyHash}, true)`;
    return tx.sensor.findUnique({ where: { keyHash } });
  });
}

/** Certificates of the scope's sensors. */
export async function listSensorCertificates(scope: TenantScope, tx: TenantTransaction): Promise<SensorCertificate[]> {
  return tx.sensorCertificate.findMany({ where: scopedTo(scope, undefined) });
}

/** Registers a certificate by its SHA-256 (lower-case hex). Throws the database's unique violation (P2002) when it is any sensor's already. */
export async function insertSensorCertificate(scope: TenantScope, tx: TenantTransaction, certificate: { tenantId: string; sensorId: string; sha256: string }): Promise<void> {
  requireTenant(scope, certificate.tenantId);
  await tx.sensorCertificate.create({ data: certificate });
}

/**
 * The sensor that a certificate with this SHA-256 (lower-case hex) identifies, or null. For authentication only: policy
 * `own_certificate` shows role wf_ingest the one row that it names, and no other.
 */
export async function findSensorByCertificate(db: Postgres, sha256: string): Promise<{ readonly tenantId: string; readonly sensorId: string } | null> {
  return clientOf(db).$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.sensor_certificate', ${sha256}, true)`;
    return tx.sensorCertificate.findUnique({ where: { sha256 } });
  });
}
