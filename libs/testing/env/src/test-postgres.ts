import { randomUUID } from 'node:crypto';
import { SERVICE_ROLES, type ServiceRole } from '@watchfloor/infra-local';
import pg from 'pg';
import { engineAddresses } from '@watchfloor/infra-local/test-run';

export interface TestPostgres {
  readonly database: string;
  /** Superuser URL: for seeding and for looking past row-level security. */
  readonly adminUrl: string;
  /** URL per service role, as the apps get it. */
  readonly urls: Readonly<Record<ServiceRole, string>>;
  drop(): Promise<void>;
}

/** A database of its own, copied from the migrated template. */
export async function createTestPostgres(): Promise<TestPostgres> {
  const { adminUrl, template, passwords } = await engineAddresses('postgres');
  const database = `wf_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(adminUrl, `CREATE DATABASE ${database} TEMPLATE ${template}`);
  const url = (user?: ServiceRole): string => {
    const made = new URL(adminUrl);
    made.pathname = `/${database}`;
    if (user !== undefined) Object.assign(made, { username: user, password: passwords[user] });
    return made.href;
  };
  const urls = Object.fromEntries(SERVICE_ROLES.map((role) => [role, url(role)])) as Record<ServiceRole, string>;
  return { database, adminUrl: url(), urls, drop: () => asAdmin(adminUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`) };
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
