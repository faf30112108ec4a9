import { clickhouseConfig } from '@watchfloor/clickhouse';
import { identityConfig } from '@watchfloor/identity';
import { postgresConfig } from '@watchfloor/postgres';
import { temporalConfig } from '@watchfloor/temporal';
import { vaultConfig } from '@watchfloor/vault';
import { z } from 'zod';

const apiConfig = z.object({
  WF_HTTP_HOST: z.string().default('127.0.0.1').describe('address that the API and the portal are served on'),
  WF_HTTP_PORT: z.coerce.number().int().min(0).max(65_535).describe('their port'),
  WF_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  WF_PUBLIC_URL: z.url().describe('where people reach the portal'),
  WF_PORTAL_DIR: z.string().optional().describe("the portal's build; without it only the API is served"),
  WF_PORTAL_CLIENT: z.string().min(1).default('watchfloor-portal').describe("the portal's client id in Keycloak"),
  WF_GRAPHQL_INTROSPECTION: z.stringbool().default(false).describe('lets anyone with a token ask for the schema'),
});

const schema = z.object({ ...apiConfig.shape, ...postgresConfig.shape, ...clickhouseConfig.shape, ...temporalConfig.shape, ...identityConfig.shape, ...vaultConfig.shape });

export type ApiConfig = Readonly<z.output<typeof schema>>;

/** Reads the environment; throws one error that names every problem. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): ApiConfig {
  const parsed = schema.safeParse(env);
  if (!parsed.success) throw new Error(`configuration of api:\n${z.prettifyError(parsed.error)}`);
  return Object.freeze(parsed.data);
}
