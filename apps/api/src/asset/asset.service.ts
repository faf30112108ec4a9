import { Injectable } from '@nestjs/common';
import { countInventory, listInventory, listInventoryByIds, withTenant } from '@watchfloor/postgres';
import { z } from 'zod';
import { ReadAudit } from '../audit/read-audit.ts';
import { optionalTenant, type Caller } from '../auth/caller.ts';
import { connect, decodeCursor, pageSize, type Connection } from '../graphql/connection.ts';
import { plainId } from '../graphql/global-id.ts';
import { Stores } from '../stores.ts';
import { toAsset, type AssetModel } from './asset.model.ts';
import type { AssetArgs } from './asset.resolver.ts';

const Cursor = z.tuple([z.uuid(), z.uuid()]);

@Injectable()
export class AssetService {
  constructor(
    private readonly stores: Stores,
    private readonly audit: ReadAudit,
  ) {}

  /** A page of the inventory by tenant and id. */
  async list(caller: Caller, args: AssetArgs): Promise<Connection<AssetModel>> {
    const { scope } = caller;
    const filter = { tenantId: optionalTenant(caller, args.tenantId), siteId: args.siteId ? plainId('Site', args.siteId) : undefined };
    const limit = pageSize(args);
    const cursor = decodeCursor(Cursor, args.after);
    this.audit.note(caller, 'assets', filter.tenantId);
    return withTenant(this.stores.postgres, scope, async (tx) => {
      const rows = await listInventory(scope, tx, filter, { limit: limit + 1, after: cursor && { tenantId: cursor[0], id: cursor[1] } });
      return connect(rows, limit, args.after, toAsset, (row) => [row.tenantId, row.id], await countInventory(scope, tx, filter));
    });
  }

  async find(caller: Caller, tenantId: string, id: string): Promise<AssetModel | null> {
    const { scope } = caller;
    this.audit.note(caller, `asset ${id}`, tenantId);
    const rows = await withTenant(this.stores.postgres, scope, (tx) => listInventoryByIds(scope, tx, [id]));
    const row = rows.find((candidate) => candidate.tenantId === tenantId);
    return row ? toAsset(row) : null;
  }
}
