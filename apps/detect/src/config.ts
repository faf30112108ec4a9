import { clickhouseConfig } from '@watchfloor/clickhouse';
import { postgresConfig } from '@watchfloor/postgres';
import { temporalConfig } from '@watchfloor/temporal';
import { z } from 'zod';

const milliseconds = (fallback: number): z.ZodDefault<z.ZodCoercedNumber> => z.coerce.number().int().min(50).default(fallback);

const detectConfig = z.object({
  WF_HTTP_HOST: z.string().default('127.0.0.1').describe('address of /healthz, /readyz and /metrics'),
  WF_HTTP_PORT: z.coerce.number().int().min(0).max(65_535).describe('port of /healthz, /readyz and /metrics'),
  WF_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  WF_DETECT_FINDINGS_MS: milliseconds(800).describe('pause between looks for new findings'),
  WF_DETECT_SWEEP_MS: milliseconds(60_000).describe('pause between sweeps for findings that were stored late'),
  WF_DETECT_ASSETS_MS: milliseconds(5_000).describe('pause between looks at observed addresses'),
  WF_DETECT_SENSORS_MS: milliseconds(15_000).describe('pause between looks for silent sensors'),
});

const schema = z.object({ ...detectConfig.shape, ...postgresConfig.shape, ...clickhouseConfig.shape, ...temporalConfig.shape });

export type Config = Readonly<z.infer<typeof schema>>;

/** Reads the environment; throws one error that names every problem. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = schema.safeParse(env);
  if (!parsed.success) throw new Error(`configuration of detect:\n${z.prettifyError(parsed.error)}`);
  return Object.freeze(parsed.data);
}
