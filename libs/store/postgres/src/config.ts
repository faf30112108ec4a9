import { z } from 'zod';

/** Settings of the PostgreSQL connection; each service logs in with its own role, which row-level security holds. */
export const postgresConfig = z.object({
  WF_POSTGRES_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'WF_POSTGRES_URL must be postgresql://role:password@host:port/database' }),
  WF_POSTGRES_POOL: z.coerce.number().int().min(1).max(100).default(8),
});
