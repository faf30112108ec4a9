import type { StreamedRequest } from '../streamed-request.ts';
import { HecRefused } from './hec-refused.ts';

export interface HecQuery {
  /** A GUID in lower case. */
  readonly channel: string | undefined;
  /** True where a key stands in the address, which logs and proxies keep: it is not looked at. */
  readonly hasToken: boolean;
  readonly metadata: Readonly<Record<string, string>>;
}

const GUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
const METADATA = ['host', 'source', 'sourcetype', 'index', 'time'] as const;
const LONGEST = 256;

/** Channel and metadata of a request to the collector. Throws HecRefused 11 for a channel that is no GUID, 6 for metadata that is no text. */
export function hecQuery(request: StreamedRequest): HecQuery {
  const query = request.query as Readonly<Record<string, unknown>>;
  const channel = request.headers['x-splunk-request-channel'] ?? query['channel'];
  if (channel !== undefined && (typeof channel !== 'string' || !GUID.test(channel))) throw new HecRefused(11);
  const metadata = METADATA.flatMap((name) => {
    const value = query[name];
    if (value === undefined) return [];
    if (typeof value !== 'string' || value.length > LONGEST) throw new HecRefused(6);
    return [[name, value] as const];
  });
  return { channel: channel?.toLowerCase(), hasToken: query['token'] !== undefined, metadata: Object.fromEntries(metadata) };
}
