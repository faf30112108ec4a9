import { engineError } from './clickhouse-error.ts';

/** What a query runs under; `marker` lets the server find the query again to cancel it. */
export interface QueryContext {
  readonly database: string | undefined;
  readonly settings: ReadonlyMap<string, string>;
  readonly placeholders: ReadonlyMap<string, string>;
  readonly readOnly: boolean;
  readonly marker: string;
}

const NAME = /^[A-Za-z_]\w*$/;

/** The statements that put a fresh connection into the context. Throws code 115 for a name that cannot be a setting's. */
export function prelude(context: QueryContext): string {
  const assignments = new Map<string, string>([['max_execution_time', '600'], ...context.settings]);
  const readOnly = context.settings.get('readonly') ?? (context.readOnly ? '2' : undefined);
  assignments.delete('readonly');
  const sets = [...assignments].map(([name, value]) => assign(name, value));
  for (const [name, value] of context.placeholders) sets.push(assign(`param_${name}`, value));
  sets.push(assign('query_cache_tag', context.marker));
  if (readOnly !== undefined && readOnly !== '0') sets.push(assign('readonly', readOnly)); // last: it forbids further SETs
  const use = context.database === undefined || context.database === '' ? '' : `USE ${quoteName(context.database)}; `;
  return `${use}SET ${sets.join(', ')}`;
}

function assign(name: string, value: string): string {
  if (!NAME.test(name)) throw engineError(115, 'UNKNOWN_SETTING', `Unknown setting '${name}'`);
  return `${name} = ${quoteText(value)}`;
}

/** A string literal of ClickHouse. */
export function quoteText(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function quoteName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
