import { connectClickHouse } from '@watchfloor/clickhouse';
import { createAuthenticator, jwksUrl, type KeySource } from '@watchfloor/identity';
import { closePostgres, connectPostgres, openCaseChangeFeed } from '@watchfloor/postgres';
import { connectTemporal } from '@watchfloor/temporal';
import { openPackageStore } from '@watchfloor/vault';
import type { ApiConfig } from './config.ts';
import { log } from './logging/log.ts';
import type { Stores } from './stores.ts';

/** Opens every store of the API. `keys` replaces Keycloak's JWKS address, for use without a Keycloak. Rejects when PostgreSQL is away. */
export async function connectStores(config: ApiConfig, keys?: KeySource): Promise<Stores & { close(): Promise<void> }> {
  const postgres = connectPostgres(config.WF_POSTGRES_URL, config.WF_POSTGRES_POOL);
  const authenticator = createAuthenticator(postgres, {
    issuerBaseUrl: config.WF_KEYCLOAK_PUBLIC_URL ?? config.WF_KEYCLOAK_URL,
    realm: config.WF_KEYCLOAK_REALM,
    audience: config.WF_KEYCLOAK_AUDIENCE,
    clients: config.WF_KEYCLOAK_CLIENTS,
    keys: keys ?? { url: jwksUrl(config.WF_KEYCLOAK_URL, config.WF_KEYCLOAK_REALM) },
  });
  const changes = await openCaseChangeFeed(config.WF_POSTGRES_URL, (err) => log.warn({ err }, 'the feed of case changes was lost and is being reopened'));
  const clickhouse = connectClickHouse({ url: config.WF_CLICKHOUSE_URL, database: config.WF_CLICKHOUSE_DATABASE, application: 'api' });
  const temporal = await connectTemporal(config);
  return {
    config,
    authenticator,
    postgres,
    changes,
    clickhouse,
    temporal,
    packages: openPackageStore(config.WF_VAULT_DIR),
    async close() {
      await Promise.allSettled([changes.close(), closePostgres(postgres), clickhouse.close(), temporal.close()]);
    },
  };
}
