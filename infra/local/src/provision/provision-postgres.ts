import pg from 'pg';
import { applyPrismaMigrations } from './apply-prisma-migrations.ts';

/** The login role of each service. */
export const SERVICE_ROLES = ['wf_api', 'wf_cases', 'wf_detect', 'wf_ingest'] as const;
export type ServiceRole = (typeof SERVICE_ROLES)[number];

export interface ProvisionPostgresOptions {
  /** Password of each service's role; set anew on each call, so it may be rotated. */
  readonly passwords: Readonly<Record<ServiceRole, string>>;
  /** Database to make; default `watchfloor`. */
  readonly database?: string;
  /** Folder of Prisma migrations; default the repository's. */
  readonly migrationsDir?: string;
}

export interface ProvisionedPostgres {
  /** Superuser URL of the database: for migrations and seeds only. */
  readonly adminUrl: string;
  /** URL per service role. */
  readonly urls: Readonly<Record<ServiceRole, string>>;
  /** Names of the migrations that this call applied. */
  readonly applied: readonly string[];
}

const IDENTIFIER = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * Makes the database and the services' roles and applies what is missing of the migrations. Safe to call at every
 * start and from several processes at once. Throws pg's error, naming the migration, when one fails.
 */
export async function provisionPostgres(adminUrl: string, options: ProvisionPostgresOptions): Promise<ProvisionedPostgres> {
  const database = options.database ?? 'watchfloor';
  if (!IDENTIFIER.test(database)) throw new Error(`database name ${database} must match ${IDENTIFIER.source}`);
  const server = new pg.Client({ connectionString: adminUrl });
  await server.connect();
  try {
    await server.query('SELECT pg_advisory_lock(20261122)');
    for (const role of SERVICE_ROLES) await ensureRole(server, role, options.passwords[role]);
    const exists = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (exists.rowCount === 0) await server.query(`CREATE DATABASE ${server.escapeIdentifier(database)}`);
    const databaseUrl = urlFor(adminUrl, database);
    const applied = await applyPrismaMigrations(databaseUrl, options.migrationsDir);
    const urls = Object.fromEntries(SERVICE_ROLES.map((role) => [role, urlFor(adminUrl, database, role, options.passwords[role])])) as Record<ServiceRole, string>;
    return { adminUrl: databaseUrl, urls, applied };
  } finally {
    await server.end();
  }
}

async function ensureRole(server: pg.Client, role: ServiceRole, password: string): Promise<void> {
  const exists = await server.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = exists.rowCount === 0 ? 'CREATE' : 'ALTER';
  await server.query(`${verb} ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD ${server.escapeLiteral(password)}`);
}

function urlFor(adminUrl: string, database: string, user?: string, password?: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (user !== undefined) {
    url.username = user;
    url.password = encodeURIComponent(password ?? '');
  }
  return url.href;
}
