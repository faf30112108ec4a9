import { Injectable } from '@nestjs/common';
import { findSite, listSites, listZones, withTenant } from '@watchfloor/postgres';
import { optionalTenant, type Caller } from '../auth/caller.ts';
import { ReadAudit } from '../audit/read-audit.ts';
import { Stores } from '../stores.ts';
import { toSite, type SiteModel } from './site.model.ts';

@Injectable()
export class SiteService {
  constructor(
    private readonly stores: Stores,
    private readonly audit: ReadAudit,
  ) {}

  /** Sites with their zones, of one tenant or of all of the caller's. */
  async list(caller: Caller, tenantId: string | null | undefined): Promise<SiteModel[]> {
    const tenant = optionalTenant(caller, tenantId);
    const { scope } = caller;
    this.audit.note(caller, 'sites', tenant);
    return withTenant(this.stores.postgres, scope, async (tx) => {
      const zones = await listZones(scope, tx, { tenantId: tenant });
      return (await listSites(scope, tx, tenant)).map((site) => toSite(site, zones));
    });
  }

  async find(caller: Caller, tenantId: string, id: string): Promise<SiteModel | null> {
    const { scope } = caller;
    this.audit.note(caller, `site ${id}`, tenantId);
    return withTenant(this.stores.postgres, scope, async (tx) => {
      const site = await findSite(scope, tx, tenantId, id);
      return site && toSite(site, await listZones(scope, tx, { tenantId, siteId: id }));
    });
  }
}
