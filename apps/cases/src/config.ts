import { join } from 'node:path';
import { channelsConfig } from '@watchfloor/channels';
import { clickhouseConfig } from '@watchfloor/clickhouse';
import { postgresConfig } from '@watchfloor/postgres';
import { temporalConfig } from '@watchfloor/temporal';
import { signingConfig, vaultConfig } from '@watchfloor/vault';
import { z } from 'zod';

const casesConfig = z.object({
  WF_HTTP_HOST: z.string().default('127.0.0.1').describe('address of /healthz, /readyz and /metrics'),
  WF_HTTP_PORT: z.coerce.number().int().min(0).max(65_535).describe('port of /healthz, /readyz and /metrics'),
  WF_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  WF_PUBLIC_URL: z.url().describe('where people reach the portal; notices link to it'),
  WF_WORKFLOW_BUNDLE: z.string().default(join(import.meta.dirname, '../../workflows/workflow-bundle.js')).describe('workflow code, made by the build'),
});

const schema = z.object({ ...casesConfig.shape, ...postgresConfig.shape, ...temporalConfig.shape, ...channelsConfig.shape, ...clickhouseConfig.shape, ...vaultConfig.shape, ...signingConfig.shape });

export type Config = Readonly<z.infer<typeof schema>>;

/** Reads the environment; throws one error that names every problem. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = schema.safeParse(env);
  if (!parsed.success) throw new Error(`configuration of cases:\n${z.prettifyError(parsed.error)}`);
  return Object.freeze(parsed.data);
}
