import { Injectable } from '@nestjs/common';
import { findTenant, listTenants, withTenant } from '@watchfloor/postgres';
import type { Caller } from '../auth/caller.ts';
import { Stores } from '../stores.ts';
import { toTenant, type TenantModel } from './tenant.model.ts';

@Injectable()
export class TenantService {
  constructor(private readonly stores: Stores) {}

  /** The caller's tenants by name. */
  async list({ scope }: Caller): Promise<TenantModel[]> {
    const rows = await withTenant(this.stores.postgres, scope, (tx) => listTenants(scope, tx));
    return rows.map(toTenant);
  }

  async find({ scope }: Caller, tenantId: string, id: string): Promise<TenantModel | null> {
    if (tenantId !== id) return null;
    const row = await withTenant(this.stores.postgres, scope, (tx) => findTenant(scope, tx, id));
    return row && toTenant(row);
  }
}
