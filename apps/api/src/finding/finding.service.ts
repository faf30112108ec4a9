import { Injectable } from '@nestjs/common';
import { listFindings, readFindings } from '@watchfloor/clickhouse';
import { z } from 'zod';
import { ReadAudit } from '../audit/read-audit.ts';
import { requireTenant, type Caller } from '../auth/caller.ts';
import { timeWindow } from '../auth/time-window.ts';
import { connect, decodeCursor, pageSize, type Connection } from '../graphql/connection.ts';
import { Stores } from '../stores.ts';
import { toFinding, type FindingModel } from './finding.model.ts';
import type { FindingArgs } from './finding.resolver.ts';

const Cursor = z.tuple([z.number().int(), z.uuid()]);

@Injectable()
export class FindingService {
  constructor(
    private readonly stores: Stores,
    private readonly audit: ReadAudit,
  ) {}

  /** A page of a tenant's findings, newest first. */
  async list(caller: Caller, args: FindingArgs): Promise<Connection<FindingModel>> {
    const tenantId = requireTenant(caller, args.tenantId);
    const window = timeWindow(caller, tenantId, args);
    const limit = pageSize(args);
    const cursor = decodeCursor(Cursor, args.after);
    this.audit.note(caller, 'findings', tenantId);
    const rows = await listFindings(this.stores.clickhouse, caller.scope, {
      ...window,
      tenantIds: [tenantId],
      ...(args.detectionId && { detectionId: args.detectionId }),
      ...(cursor && { beforeUs: cursor[0], beforeId: cursor[1] }),
      limit: limit + 1,
    });
    return connect(rows, limit, args.after, toFinding, (row) => [row.timeUs, row.findingId]);
  }

  /** Findings by id that the caller may see at the tenant, in the order of the ids; others are left out. */
  async findAll(caller: Caller, tenantId: string, findingIds: readonly string[]): Promise<FindingModel[]> {
    if (findingIds.length === 0) return [];
    const { fromUs, toUs } = timeWindow(caller, tenantId, {});
    const rows = await readFindings(this.stores.clickhouse, caller.scope, { findingIds: [...findingIds] });
    const seen = new Map(rows.filter((row) => row.tenantId === tenantId && row.timeUs >= fromUs && row.timeUs < toUs).map((row) => [row.findingId, row]));
    return findingIds.flatMap((id) => {
      const row = seen.get(id);
      return row ? [toFinding(row)] : [];
    });
  }

  async find(caller: Caller, tenantId: string, id: string): Promise<FindingModel | null> {
    this.audit.note(caller, `finding ${id}`, tenantId);
    return (await this.findAll(caller, tenantId, [id]))[0] ?? null;
  }
}
