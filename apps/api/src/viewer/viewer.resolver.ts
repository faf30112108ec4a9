import { Query, Resolver } from '@nestjs/graphql';
import { Allow } from '@watchfloor/identity';
import { Who, type Caller } from '../auth/caller.ts';
import { MeModel } from './me.model.ts';
import { TenantModel } from './tenant.model.ts';
import { TenantService } from './tenant.service.ts';

@Resolver()
export class ViewerResolver {
  constructor(private readonly tenantService: TenantService) {}

  @Query(() => MeModel, { description: 'Who you are and what you may do.' })
  @Allow('self:read')
  async me(@Who() caller: Caller): Promise<MeModel> {
    const { actor, displayName, permissions } = caller.principal;
    return { subject: actor.id, username: actor.name, displayName, org: actor.org, roles: actor.roles, permissions: [...permissions], tenants: await this.tenantService.list(caller) };
  }

  @Query(() => [TenantModel], { description: 'Your customers, or your own company.' })
  @Allow('tenant:read')
  tenants(@Who() caller: Caller): Promise<TenantModel[]> {
    return this.tenantService.list(caller);
  }
}
