import { Injectable } from '@nestjs/common';
import { listEvents, readEvent } from '@watchfloor/clickhouse';
import { z } from 'zod';
import { ReadAudit } from '../audit/read-audit.ts';
import { requireTenant, type Caller } from '../auth/caller.ts';
import { timeWindow } from '../auth/time-window.ts';
import { connect, decodeCursor, pageSize, type Connection, type PageArgs } from '../graphql/connection.ts';
import { plainId } from '../graphql/global-id.ts';
import { parseInput } from '../graphql/parse-input.ts';
import { Stores } from '../stores.ts';
import { toEvent, type EventFilter, type EventModel } from './event.model.ts';

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

  /** A page of a tenant's events, newest first. */
  async list(caller: Caller, filter: EventFilter, page: PageArgs): Promise<Connection<EventModel>> {
    const tenantId = requireTenant(caller, filter.tenantId);
    const window = timeWindow(caller, tenantId, filter);
    const limit = pageSize(page);
    const cursor = decodeCursor(Cursor, page.after);
    const sensorId = filter.sensorId ? plainId('Sensor', filter.sensorId) : undefined;
    this.audit.note(caller, 'events', tenantId);
    const rows = await listEvents(this.stores.clickhouse, caller.scope, {
      ...parseInput(Filter, filter),
      ...window,
      tenantIds: [tenantId],
      sensorId,
      ...(cursor && { beforeUs: cursor[0], beforeId: cursor[1] }),
      limit: limit + 1,
    });
    return connect(rows, limit, page.after, toEvent, (row) => [row.timeUs, row.eventId]);
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
