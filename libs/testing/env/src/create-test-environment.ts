import { createTestClickHouse, type TestClickHouse } from './test-clickhouse.ts';
import { createTestPostgres, type TestPostgres } from './test-postgres.ts';
import { createTestTemporal, type TestTemporal } from './test-temporal.ts';
import { stopOwnEngines } from '@watchfloor/infra-local/test-run';
import { seedTenant, type SeedTenantOptions } from './seed-tenant.ts';
import type { SeededTenant } from './seeded-tenant.ts';
import { createTokenMint, type TokenMint } from './token-mint.ts';

/** Which engines a test needs; what is left out is not started. */
export interface TestEngines {
  readonly postgres?: true;
  readonly clickhouse?: true;
  readonly temporal?: true;
}

export type TestEnvironment<E extends TestEngines = TestEngines> = {
  readonly [N in keyof E & keyof Parts]: Parts[N];
} & {
  readonly tokens: TokenMint;
  /** Writes a small tenant; needs postgres. */
  seedTenant(options?: SeedTenantOptions): Promise<SeededTenant>;
  /** Drops this environment's databases. The engines go on for other test files. */
  close(): Promise<void>;
};

interface Parts {
  readonly postgres: TestPostgres;
  readonly clickhouse: TestClickHouse;
  readonly temporal: TestTemporal;
}

/**
 * Real engines for one test file: a PostgreSQL database and a ClickHouse database, both migrated and empty, and a
 * Temporal namespace, all of its own. Engines start once per vitest run, when first asked for.
 */
export async function createTestEnvironment<const E extends TestEngines>(engines: E): Promise<TestEnvironment<E>> {
  const [postgres, clickhouse, temporal, tokens] = await Promise.all([
    engines.postgres ? createTestPostgres() : undefined,
    engines.clickhouse ? createTestClickHouse() : undefined,
    engines.temporal ? createTestTemporal() : undefined,
    createTokenMint(),
  ]);
  const environment = {
    ...(postgres && { postgres }),
    ...(clickhouse && { clickhouse }),
    ...(temporal && { temporal }),
    tokens,
    seedTenant: (options?: SeedTenantOptions) => {
      if (postgres === undefined) throw new Error('seedTenant needs createTestEnvironment({ postgres: true })');
      return seedTenant(postgres.adminUrl, options);
    },
    close: async () => {
      await Promise.all([postgres?.drop(), clickhouse?.drop()]);
      await stopOwnEngines();
    },
  };
  return environment as TestEnvironment<E>;
}
