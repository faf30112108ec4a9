import type { EventFilter } from '../../generated/graphql.ts';

/** Windows that end now, in minutes. */
export const PRESETS = [
  { value: '15', label: 'Last 15 minutes' },
  { value: '60', label: 'Last hour' },
  { value: '240', label: 'Last 4 hours' },
  { value: '1440', label: 'Last 24 hours' },
  { value: '10080', label: 'Last 7 days' },
] as const;

const ACCESSES = ['read', 'write', 'control', 'diagnostic', 'other'] as const;

/** A search as it stands in the address: a window (a preset, or from and to in ISO 8601) and what to look for. */
export interface EventSearch {
  /** Minutes, one of the presets. */
  readonly last?: number;
  readonly from?: string;
  readonly to?: string;
  /** In the query language. */
  readonly query?: string;
  readonly ip?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly access?: string;
  readonly q?: string;
}

const textOf = (value: unknown): string | undefined => {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === '' ? undefined : text;
};
const instantOf = (value: unknown): string | undefined => {
  const text = textOf(value);
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString();
};

/** Reads a search from an address or a form; what is not understood is left out. */
export function eventSearchOf(search: Record<string, unknown>): EventSearch {
  const port = Number(textOf(search['port']));
  const found = {
    last: PRESETS.map(({ value }) => Number(value)).find((minutes) => minutes === Number(textOf(search['last']))),
    from: instantOf(search['from']),
    to: instantOf(search['to']),
    query: textOf(search['query']),
    ip: textOf(search['ip']),
    port: Number.isInteger(port) && port > 0 && port <= 65_535 ? port : undefined,
    protocol: textOf(search['protocol']),
    access: ACCESSES.find((one) => one === search['access']),
    q: textOf(search['q']),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** The API's filter; `now` (ms) ends a preset's window. The last hour is the default. */
export function eventFilterOf(search: EventSearch, tenantId: string, now: number): EventFilter {
  const exact = search.last === undefined && search.from !== undefined && search.to !== undefined;
  const minutes = search.last ?? 60;
  return {
    tenantId,
    from: exact && search.from !== undefined ? search.from : new Date(now - minutes * 60_000).toISOString(),
    to: exact && search.to !== undefined ? search.to : new Date(now).toISOString(),
    ...(search.ip !== undefined && { ip: search.ip }),
    ...(search.port !== undefined && { dstPort: search.port }),
    ...(search.protocol !== undefined && { appProtocol: search.protocol }),
    ...(search.access !== undefined && { otAccess: search.access }),
    ...(search.q !== undefined && { text: search.q }),
  };
}
