import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '@watchfloor/identity';
import { Who, type Caller } from '../auth/caller.ts';
import { SiteModel } from './site.model.ts';
import { SiteService } from './site.service.ts';

@Resolver()
export class SiteResolver {
  constructor(private readonly sites: SiteService) {}

  @Query(() => [SiteModel], { name: 'sites' })
  @Allow('asset:read')
  list(@Who() caller: Caller, @Args('tenantId', { type: () => ID, nullable: true }) tenantId: string | null | undefined): Promise<SiteModel[]> {
    return this.sites.list(caller, tenantId);
  }
}
