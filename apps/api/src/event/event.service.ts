import { Injectable } from '@nestjs/common';
import { eventFacets, eventHistogram, listEvents, readEvent } from '@watchfloor/clickhouse';
import { z } from 'zod';
import { ReadAudit } from '../audit/read-audit.ts';
import { requireTenant, type Caller } from '../auth/caller.ts';
import { timeWindow } from '../auth/time-window.ts';
import { connect, decodeCursor, pageSize, type Connection, type PageArgs } from '../graphql/connection.ts';
import { plainId } from '../graphql/global-id.ts';
import { parseInput } from '../graphql/parse-input.ts';
import { Stores } from '../stores.ts';
import type { EventFacets, EventHistogram } from './event-summary.model.ts';
import { toEvent, type EventFilter, type EventModel } from './event.model.ts';
import { parseNamedQuery } from './query-names.ts';

/** Lengths of a histogram's intervals in seconds, and how many bars it has at most. */
const STEPS = [1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400] as const;
const MAX_BARS = 90;
const Cursor = z.tuple([z.number().int(), z.uuid()]);
const optional = z.string().trim().min(1).max(500).nullish().transform((value) => value ?? undefined);
const Filter = z.object({
  ip: optional,
  srcIp: optional,
  dstIp: optional,
  dstPort: z.number().int().min(0).max(65_535).nullish().transform((value) => value ?? undefined),
  appProtocol: optional,
  otAccess: optional,
  classUid: z.number().int().min(0).nullish().transform((value) => value ?? undefined),
  text: optional,
});

@Injectable()
export class EventService {
  constructor(
    private readonly stores: Stores,
    private readonly audit: ReadAudit,
  ) {}

  /** A page of a tenant's events that answer to filter and query, newest first. */
  async list(caller: Caller, filter: EventFilter, query: string | null | undefined, page: PageArgs): Promise<Connection<EventModel>> {
    const limit = pageSize(page);
    const cursor = decodeCursor(Cursor, page.after);
    const { wanted } = await this.wanted(caller, filter, query);
    const rows = await listEvents(this.stores.clickhouse, caller.scope, { ...wanted, ...(cursor && { beforeUs: cursor[0], beforeId: cursor[1] }), limit: limit + 1 });
    return connect(rows, limit, page.after, toEvent, (row) => [row.timeUs, row.eventId]);
  }

  /** How many events answer to filter and query, per interval of the window. */
  async histogram(caller: Caller, filter: EventFilter, query: string | null | undefined): Promise<EventHistogram> {
    const { tenantId, wanted } = await this.wanted(caller, filter, query);
    const seconds = STEPS.find((step) => (wanted.toUs - wanted.fromUs) / (step * 1e6) <= MAX_BARS) ?? 86_400;
    const rows = await eventHistogram(this.stores.clickhouse, caller.scope, { ...wanted, intervalUs: seconds * 1_000_000 });
    const buckets = rows.map(({ startUs, events }) => ({ start: new Date(startUs / 1_000), events }));
    return { tenantId, intervalSeconds: seconds, total: buckets.reduce((sum, { events }) => sum + events, 0), buckets };
  }

  /** The most frequent values of a field among the events that answer to filter and query. */
  async facets(caller: Caller, filter: EventFilter, query: string | null | undefined, asked: { field: string; first?: number | null }): Promise<EventFacets> {
    const { tenantId, wanted } = await this.wanted(caller, filter, query);
    const values = await eventFacets(this.stores.clickhouse, caller.scope, { ...wanted, field: asked.field, limit: asked.first ?? 10 });
    return { tenantId, field: asked.field, values };
  }

  private async wanted(caller: Caller, filter: EventFilter, query: string | null | undefined) {
    const tenantId = requireTenant(caller, filter.tenantId);
    const window = timeWindow(caller, tenantId, filter);
    const sensorId = filter.sensorId ? plainId('Sensor', filter.sensorId) : undefined;
    const parsed = query ? await parseNamedQuery(this.stores.postgres, caller.scope, tenantId, query) : undefined;
    this.audit.note(caller, 'events', tenantId);
    return { tenantId, wanted: { ...parseInput(Filter, filter), ...window, tenantIds: [tenantId], sensorId, query: parsed } };
  }

  /** Events by id that the caller may see at the tenant; others are left out. */
  async findAll(caller: Caller, tenantId: string, eventIds: readonly string[]): Promise<EventModel[]> {
    if (eventIds.length === 0) return [];
    const { fromUs, toUs } = timeWindow(caller, tenantId, {});
    this.audit.note(caller, `events ${eventIds.slice(0, 5).join(' ')}`, tenantId);
    const rows = await readEvent(this.stores.clickhouse, caller.scope, { eventIds: [...eventIds] });
    return rows.filter((row) => row.tenantId === tenantId && row.timeUs >= fromUs && row.timeUs < toUs).map(toEvent);
  }

  async find(caller: Caller, tenantId: string, id: string): Promise<EventModel | null> {
    return (await this.findAll(caller, tenantId, [id]))[0] ?? null;
  }
}
