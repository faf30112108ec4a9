import { eventFacets, eventHistogram, listEvents, type Statement } from '@watchfloor/clickhouse';
import type { TenantScope } from '@watchfloor/core';

export interface NamedSearch {
  readonly name: string;
  /** What our own read sends for a tenant of the benchmark. `all` is the scope of every tenant. */
  statement(scope: TenantScope, all: TenantScope, tenant: string): Statement;
}

const HOUR_US = 3_600_000_000;
const DAY_US = 24 * HOUR_US;

/** Ten searches of an analyst, by our own reads and query language, over windows that end with the data at `endUs`. `address` is one that few events have. */
export function namedSearches(endUs: number, address: string): readonly NamedSearch[] {
  const last = (days: number): { fromUs: number; toUs: number } => ({ fromUs: endUs - days * DAY_US, toUs: endUs });
  const page = (name: string, days: number, query?: string): NamedSearch => ({
    name,
    statement: (scope) => listEvents.statement(scope, { ...last(days), limit: 100, ...(query === undefined ? {} : { query }) }),
  });
  return [
    page('newest 100, 24 h', 1),
    page('destination port 502, 24 h', 1, 'dst_port:502'),
    { name: 'one source address, 7 d', statement: (scope, _, tenant) => listEvents.statement(scope, { ...last(7), limit: 100, query: `src_ip:10.${Number.parseInt(tenant.slice(-12), 16)}.1.7` }) },
    { name: 'one address, all tenants, 29 d', statement: (_, all) => listEvents.statement(all, { ...last(29), limit: 100, query: `ip:${address}` }) },
    page('two words, 7 d', 7, 'operator77 failed'),
    page('phrase, 7 d', 7, '"Failed password for operator77"'),
    page('attribute equals, 7 d', 7, 'actor.user.name:operator77'),
    page('writes to a unit, 24 h', 1, 'access:write unit:7'),
    { name: 'histogram by 5 min, 24 h', statement: (scope) => eventHistogram.statement(scope, { ...last(1), intervalUs: 300_000_000 }) },
    { name: 'top talkers, 7 d', statement: (scope) => eventFacets.statement(scope, { ...last(7), field: 'src_ip', limit: 10 }) },
  ];
}
