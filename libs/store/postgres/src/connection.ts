import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';

declare const postgresBrand: unique symbol;
/** A pool of connections of one role. It has no query method: only `withTenant` and the functions of this library reach it. */
export interface Postgres {
  readonly [postgresBrand]: true;
}

const clients = new WeakMap<object, PrismaClient>();

/** Opens a pool (lazily: no connection is made before the first query). `pool` is its largest size, 8 unless told. */
export function connectPostgres(url: string, pool = 8): Postgres {
  const db = Object.freeze({}) as unknown as Postgres;
  clients.set(db, new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: pool, connectionTimeoutMillis: 5_000 }) }));
  return db;
}

/** The Prisma client behind a pool. Never exported from the library. */
export function clientOf(db: Postgres): PrismaClient {
  const client = clients.get(db);
  if (!client) throw new Error('not a pool made by connectPostgres');
  return client;
}

/** Closes every connection of the pool. */
export async function closePostgres(db: Postgres): Promise<void> {
  await clientOf(db).$disconnect();
}

/** Resolves when the database answers; rejects with the driver's error otherwise. For /readyz. */
export async function pingPostgres(db: Postgres): Promise<void> {
  await clientOf(db).$queryRaw`SELECT 1`;
}
