import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const password = (): string => randomBytes(18).toString('base64url');
const token = (): string => randomBytes(32).toString('base64url');

const Secrets = z.object({
  postgresPassword: z.string().min(16),
  rolePasswords: z.object({ wf_api: z.string(), wf_cases: z.string(), wf_detect: z.string(), wf_ingest: z.string() }),
  clickhousePassword: z.string().min(16),
  keycloakAdminPassword: z.string().min(16),
  /** `id:base64` of the root key from which each tenant's payload key is derived. */
  payloadKeys: z.string(),
  webhookSecret: z.string().min(16),
  /** Bearer token of ingest's /v1/control. Folders of before it was made get theirs at the next start. */
  ingestControlToken: z.string().min(32).default(token),
  /** Ed25519, PKCS#8 PEM: signs evidence packages. */
  signingKeyPem: z.string(),
  /** Demo passwords and client secrets by user name or client id. */
  demo: z.record(z.string(), z.string()),
  /** Ingest keys of the demo sensors by sensor id. */
  sensorKeys: z.record(z.string(), z.string()),
});
export type Secrets = z.infer<typeof Secrets>;

function makeSecrets(demoNames: readonly string[], sensorIds: readonly string[]): Secrets {
  return {
    postgresPassword: password(),
    rolePasswords: { wf_api: password(), wf_cases: password(), wf_detect: password(), wf_ingest: password() },
    clickhousePassword: password(),
    keycloakAdminPassword: password(),
    payloadKeys: `k1:${randomBytes(32).toString('base64')}`,
    webhookSecret: password(),
    ingestControlToken: token(),
    signingKeyPem: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    demo: Object.fromEntries(demoNames.map((name) => [name, password()])),
    sensorKeys: Object.fromEntries(sensorIds.map((id) => [id, `wfs_${randomBytes(32).toString('base64url')}`])),
  };
}

/**
 * The secrets of this data folder, made at its first start and kept in `secrets.json` (mode 0600). No secret has a
 * default, so two installations never share one.
 */
export function loadSecrets(dataDir: string, demoNames: readonly string[], sensorIds: readonly string[]): Secrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) {
    const parsed = Secrets.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!parsed.success) throw new Error(`${file} is damaged (${parsed.error.issues[0]?.path.join('.')}): restore it, or start with an empty --data-dir`);
    save(file, parsed.data);
    return parsed.data;
  }
  const secrets = makeSecrets(demoNames, sensorIds);
  save(file, secrets);
  return secrets;
}

function save(file: string, secrets: Secrets): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
