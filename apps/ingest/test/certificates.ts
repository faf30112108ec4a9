import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { generate } from 'selfsigned';
import type { Plant } from './plant.ts';

/** A certificate that nobody but itself signed, with its key, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Makes a certificate; `days` below zero makes one that is over. */
export async function makeCertificate(name: string, days = 2): Promise<Certificate> {
  const day = 86_400_000;
  const made = await generate([{ name: 'commonName', value: name }], { keySize: 2048, algorithm: 'sha256', notBeforeDate: new Date(Date.now() - 10 * day), notAfterDate: new Date(Date.now() + days * day) });
  return { cert: made.cert, key: made.private };
}

/** Environment of a receiver with a certificate of its own; HTTP stays plain. */
export async function serverCertificate(folder: string): Promise<Readonly<Record<string, string>>> {
  const { cert, key } = await makeCertificate('localhost');
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  await Promise.all([writeFile(certFile, cert), writeFile(keyFile, key)]);
  return { WF_TLS_CERT_FILE: certFile, WF_TLS_KEY_FILE: keyFile, WF_HTTP_TLS: 'false' };
}

/** Makes a certificate stand for a plant's sensor. */
export async function allowCertificate(adminUrl: string, plant: Plant, certificate: Certificate): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const sha256 = new X509Certificate(certificate.cert).fingerprint256.replaceAll(':', '').toLowerCase();
  await client.query('INSERT INTO sensor_certificates (tenant_id, sensor_id, sha256) VALUES ($1,$2,$3)', [plant.tenantId, plant.sensorId, sha256]).finally(() => client.end());
}
