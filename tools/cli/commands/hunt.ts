import { Command } from 'commander';
import { withServerOptions, type ServerOptions } from '../options.ts';
import { openSession, type Session } from '../session.ts';

interface HuntOptions extends ServerOptions {
  readonly tenant: string;
  readonly query: string;
  readonly from: string;
  readonly to?: string;
  readonly limit?: string;
}

interface HuntEvent {
  readonly time: string;
  readonly srcIp: string | null;
  readonly dstIp: string | null;
  readonly dstPort: number | null;
  readonly appProtocol: string | null;
  readonly message: string;
}

const PAGE = 200;
const DAY_MS = 86_400_000;
/** The API's longest window in days; a hunt over more asks for one after the other, newest first. */
const WINDOW_DAYS = 31;
const SUMMARY = 'time srcIp dstIp dstPort appProtocol message';
const WHOLE = 'eventId time ingestedAt sensorId siteId source className severityId srcIp srcPort dstIp dstPort appProtocol otFunction otAccess message ocsf raw';
const document = (fields: string): string =>
  `query Hunt($filter: EventFilter!, $query: String!, $first: Int!, $after: String) { events(filter: $filter, query: $query, first: $first, after: $after) { edges { node { ${fields} } } pageInfo { hasNextPage endCursor } } }`;

/** `hunt`: events of a customer that answer to a query, newest first, written as they come. */
export function huntCommand(): Command {
  return withServerOptions(
    new Command('hunt')
      .description('events that answer to a query (libs/domain/search/README.md), newest first; a page is held at a time')
      .requiredOption('--tenant <slug or id>', 'customer')
      .requiredOption('--query <text>', "such as 'src_ip:10.0.0.0/8 AND ot_access:write'")
      .requiredOption('--from <time>', 'start, ISO 8601')
      .option('--to <time>', 'end, exclusive; now unless told')
      .option('--limit <n>', 'stop after so many'),
    'analyst',
  ).action(hunt);
}

async function hunt(options: HuntOptions): Promise<void> {
  const from = instantOf('--from', options.from);
  const to = options.to === undefined ? Date.now() : instantOf('--to', options.to);
  if (from >= to) throw new Error('--to must lie after --from');
  const limit = options.limit === undefined ? Infinity : Number(options.limit);
  if (!(limit >= 1)) throw new Error('--limit must be a number of events');
  const session = await openSession(options.dataDir, options.as);
  const tenantId = await tenantIdOf(session, options.tenant);
  let count = 0;
  for await (const event of eventsOf(session, tenantId, { from, to }, options)) {
    await write(options.json ? JSON.stringify(event) : lineOf(event));
    count += 1;
    if (count >= limit) break;
  }
  process.stderr.write(`${count} ${count === 1 ? 'event' : 'events'}\n`);
}

/** Events newest first; the next page is asked for when the one before was taken. */
async function* eventsOf(session: Session, tenantId: string, window: { from: number; to: number }, options: HuntOptions): AsyncGenerator<HuntEvent> {
  const text = document(options.json ? WHOLE : SUMMARY);
  for (let to = window.to; to > window.from; to -= WINDOW_DAYS * DAY_MS) {
    const filter = { tenantId, from: new Date(Math.max(window.from, to - WINDOW_DAYS * DAY_MS)).toISOString(), to: new Date(to).toISOString() };
    let after: string | null = null;
    do {
      const answer = await session.graphql(text, { filter, query: options.query, first: PAGE, after });
      const page = answer['events'] as { edges: { node: HuntEvent }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
      for (const { node } of page.edges) yield node;
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
  }
}

/** Resolves when the reader of the output has room for more. */
function write(line: string): Promise<void> {
  return new Promise((resolve, reject) => process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve())));
}

function lineOf(event: HuntEvent): string {
  const to = event.dstPort ? `${event.dstIp ?? '-'}:${event.dstPort}` : (event.dstIp ?? '-');
  return `${event.time}  ${event.srcIp ?? '-'} → ${to}  ${event.appProtocol ?? '-'}  ${event.message}`;
}

function instantOf(option: string, text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new Error(`${option} must be a time in ISO 8601, not '${text}'`);
  return ms;
}

async function tenantIdOf(session: Session, wanted: string): Promise<string> {
  const { tenants } = await session.graphql('{ tenants { tenantId slug } }');
  const found = (tenants as { tenantId: string; slug: string }[]).find(({ tenantId, slug }) => slug === wanted || tenantId === wanted.toLowerCase());
  if (!found) throw new Error(`this login sees no customer '${wanted}': see 'tenant list'`);
  return found.tenantId;
}
