import { Args, ArgsType, Field, ID, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '@watchfloor/identity';
import { Who, type Caller } from '../auth/caller.ts';
import { PageArgs, type Connection } from '../graphql/connection.ts';
import { AssetConnection, type AssetModel } from './asset.model.ts';
import { AssetService } from './asset.service.ts';

@ArgsType()
export class AssetArgs extends PageArgs {
  @Field(() => ID, { nullable: true }) tenantId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Plain or global id.' }) siteId?: string | null;
}

@Resolver()
export class AssetResolver {
  constructor(private readonly assets: AssetService) {}

  @Query(() => AssetConnection, { name: 'assets' })
  @Allow('asset:read')
  list(@Who() caller: Caller, @Args() args: AssetArgs): Promise<Connection<AssetModel>> {
    return this.assets.list(caller, args);
  }
}
