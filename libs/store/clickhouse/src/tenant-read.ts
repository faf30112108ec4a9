import { SettingsMap, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client';
import { isUuid, Refused, type TenantScope } from '@watchfloor/core';
import type { z } from 'zod';

const MAX_SECONDS = 30;
const TENANT_PREDICATE = '{tenants:Array(UUID)}';
/** Every table that holds rows of tenants. */
export const TENANT_TABLES = ['events', 'unparsed', 'findings', 'finding_cases', 'asset_observations', 'conversations', 'sensor_activity', 'event_minutes', 'reparsed'] as const;
export type TenantTable = (typeof TENANT_TABLES)[number];

export interface ReadDefinition<P extends z.ZodType, R extends z.ZodType> {
  /** Camel-case name: the `log_comment` in the server's query log. */
  readonly name: string;
  /** Every table that the SQL names. */
  readonly tables: readonly TenantTable[];
  /**
   * The SELECT, without FORMAT and SETTINGS. A function may leave out clauses that the parameters do not need; it must
   * join constant texts only: values go in as `{name:Type}` parameters. Must use `{tenants:Array(UUID)}` for each table.
   */
  readonly sql: string | ((params: z.output<P>) => string);
  readonly params: P;
  readonly row: R;
  /** Seconds after which the server gives up; default 30. */
  readonly maxSeconds?: number;
  /** Further bounds on what a call may cost; past them it is refused as TOO_EXPENSIVE. */
  readonly cost?: ClickHouseSettings;
  /** The values to send where they are not the parameters themselves. */
  readonly values?: (params: z.output<P>) => Record<string, unknown>;
}

/** What is sent for one call. */
export interface Statement {
  readonly query: string;
  readonly query_params: Record<string, unknown>;
  readonly clickhouse_settings: ClickHouseSettings;
}

/** A named, typed read that answers with rows of the scope's tenants only. */
export interface TenantRead<P, R> {
  /** All rows. Throws Refused INVALID_INPUT for bad parameters, TOO_EXPENSIVE past the time limit, and what the client throws when ClickHouse is away. */
  (client: ClickHouseClient, scope: TenantScope, params: P): Promise<R[]>;
  readonly readName: string;
  readonly tables: readonly TenantTable[];
  /** Rows as they come, in the order of the SQL, without holding them all. */
  stream(client: ClickHouseClient, scope: TenantScope, params: P): AsyncGenerator<R, void, undefined>;
  /** What would be sent; for tests and snapshots. */
  statement(scope: TenantScope, params: P): Statement;
}

/**
 * Makes a read out of its definition, with two of the four tenancy nets: the statement's own predicate on `tenants`, and a
 * filter that the engine adds to every named table. Throws at definition time when the SQL names a table that is not
 * listed, lacks the predicate, or carries SETTINGS.
 */
export function defineRead<P extends z.ZodType, R extends z.ZodType>(definition: ReadDefinition<P, R>): TenantRead<z.input<P>, z.output<R>> {
  if (typeof definition.sql === 'string') checkSql(definition, definition.sql);
  const statement = (scope: TenantScope, params: z.input<P>): Statement => statementOf(definition, scope, params);
  const all = async (client: ClickHouseClient, scope: TenantScope, params: z.input<P>): Promise<z.output<R>[]> => {
    const answer = await client.query({ ...statement(scope, params), format: 'JSONEachRow' }).catch(refuseExpensive);
    const rows = await answer.json<unknown>().catch(refuseExpensive);
    return rows.map((row) => definition.row.parse(row));
  };
  async function* stream(client: ClickHouseClient, scope: TenantScope, params: z.input<P>): AsyncGenerator<z.output<R>, void, undefined> {
    const answer = await client.query({ ...statement(scope, params), format: 'JSONEachRow' }).catch(refuseExpensive);
    for await (const rows of answer.stream<unknown>()) for (const row of rows) yield definition.row.parse(row.json());
  }
  return Object.assign(all, { readName: definition.name, tables: definition.tables, stream, statement });
}

function statementOf<P extends z.ZodType, R extends z.ZodType>(definition: ReadDefinition<P, R>, scope: TenantScope, input: unknown): Statement {
  const parsed = definition.params.safeParse(input);
  if (!parsed.success) throw new Refused('INVALID_INPUT', parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  const query = typeof definition.sql === 'string' ? definition.sql : definition.sql(parsed.data);
  if (typeof definition.sql !== 'string') checkSql(definition, query);
  return {
    query: query.trim(),
    query_params: { ...(definition.values ? definition.values(parsed.data) : (parsed.data as Record<string, unknown>)), tenants: [...scope.tenants] },
    clickhouse_settings: {
      ...definition.cost,
      additional_table_filters: engineFilter(definition.tables, scope),
      max_execution_time: definition.maxSeconds ?? MAX_SECONDS,
      log_comment: definition.name,
      output_format_json_quote_64bit_integers: 0,
      output_format_json_validate_utf8: 1,
    },
  };
}

/** The engine's own filter, tenant_id IN (…) on every table. It takes no query parameters, so the ids are inlined; each is checked to be a UUID. */
function engineFilter(tables: readonly TenantTable[], scope: TenantScope): SettingsMap {
  const ids = scope.tenants.map((id) => {
    if (!isUuid(id)) throw new Error('a scope held something that is no UUID');
    return `\\'${id}\\'`;
  });
  return SettingsMap.from(Object.fromEntries(tables.map((table) => [table, `tenant_id IN (${ids.join(',')})`])));
}

function checkSql(definition: { readonly name: string; readonly tables: readonly TenantTable[] }, sql: string): void {
  const named = new Set([...sql.matchAll(/\b(?:FROM|JOIN)\s+(\w+)/gi)].map((match) => match[1] ?? '').filter((name) => (TENANT_TABLES as readonly string[]).includes(name)));
  const predicates = sql.split(TENANT_PREDICATE).length - 1;
  if (named.size !== definition.tables.length || definition.tables.some((table) => !named.has(table))) throw new Error(`read ${definition.name}: tables ${definition.tables.join(', ')} listed, ${[...named].join(', ')} named`);
  if (predicates < named.size) throw new Error(`read ${definition.name}: every table needs a predicate on ${TENANT_PREDICATE}`);
  if (/\bSETTINGS\b|;/i.test(sql)) throw new Error(`read ${definition.name}: SQL carries no SETTINGS and no second statement`);
}

/** TOO_MANY_ROWS, TIMEOUT_EXCEEDED, TOO_SLOW, MEMORY_LIMIT_EXCEEDED and TOO_MANY_BYTES are the caller's to fix by asking for less. */
const EXPENSIVE = new Set(['158', '159', '160', '241', '307']);

function refuseExpensive(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (EXPENSIVE.has(code)) throw new Refused('TOO_EXPENSIVE', 'the query looked at too much: shorten the time window, or name a class, a sensor, an address or a port');
  throw error;
}
