import { Args, ArgsType, Context, Field, ID, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '@watchfloor/identity';
import { AssetModel, toAsset } from '../asset/asset.model.ts';
import { Who, type Caller } from '../auth/caller.ts';
import { FindingConnection, type FindingModel } from '../finding/finding.model.ts';
import { PageArgs, type Connection } from '../graphql/connection.ts';
import type { GraphqlContext } from '../graphql/context.ts';
import { allowedActions } from './allowed-actions.ts';
import { CaseChangesService, type CaseChanged } from './case-changes.service.ts';
import { CasesArgs } from './case.inputs.ts';
import { CaseConnection, CaseModel } from './case.model.ts';
import { CaseService } from './case.service.ts';
import { ClockModel, clocksOf } from './clock.model.ts';
import { LedgerConnection, type LedgerEntryModel } from './ledger.model.ts';

@ArgsType()
export class CaseChangedArgs {
  @Field(() => ID, { nullable: true }) tenantId?: string | null;
}

@Resolver(() => CaseModel)
export class CaseResolver {
  constructor(
    private readonly cases: CaseService,
    private readonly changes: CaseChangesService,
  ) {}

  @Query(() => CaseConnection, { name: 'cases', description: 'The queue: the next deadline first.' })
  @Allow('case:read')
  list(@Who() caller: Caller, @Args() args: CasesArgs): Promise<Connection<CaseModel>> {
    return this.cases.list(caller, args);
  }

  @Query(() => CaseModel, { name: 'case', nullable: true })
  @Allow('case:read')
  one(@Who() caller: Caller, @Args('id', { type: () => ID }) id: string): Promise<CaseModel> {
    return this.cases.byId(caller, id);
  }

  @Subscription(() => CaseModel, { description: 'Each case of yours that changes, as it is now. Changes in quick succession come as one.' })
  @Allow('case:read')
  caseChanged(@Who() caller: Caller, @Args() args: CaseChangedArgs): AsyncIterableIterator<CaseChanged> {
    return this.changes.follow(caller, args.tenantId);
  }

  @ResolveField(() => String)
  @Allow('tenant:read')
  async tenantName(@Parent() { tenantId }: CaseModel, @Context() { loaders }: GraphqlContext): Promise<string> {
    return (await loaders.tenant.load(tenantId))?.name ?? '';
  }

  @ResolveField(() => String, { nullable: true })
  @Allow('asset:read')
  async siteName(@Parent() { tenantId, siteId }: CaseModel, @Context() { loaders }: GraphqlContext): Promise<string | null> {
    return siteId ? ((await loaders.site.load({ tenantId, id: siteId }))?.name ?? null) : null;
  }

  @ResolveField(() => AssetModel, { nullable: true })
  @Allow('asset:read')
  async primaryAsset(@Parent() { tenantId, primaryAssetId }: CaseModel, @Context() { loaders }: GraphqlContext): Promise<AssetModel | null> {
    const row = primaryAssetId ? await loaders.asset.load({ tenantId, id: primaryAssetId }) : undefined;
    return row ? toAsset(row) : null;
  }

  @ResolveField(() => [ClockModel])
  @Allow('case:read')
  async clocks(@Parent() { tenantId, caseId }: CaseModel, @Context() { loaders }: GraphqlContext): Promise<ClockModel[]> {
    return clocksOf(await loaders.liveState.load({ tenantId, id: caseId }), Date.now());
  }

  @ResolveField(() => LedgerConnection)
  @Allow('case:read')
  ledger(@Who() caller: Caller, @Parent() parent: CaseModel, @Args() page: PageArgs): Promise<Connection<LedgerEntryModel>> {
    return this.cases.ledger(caller, parent, page);
  }

  @ResolveField(() => FindingConnection)
  @Allow('finding:read')
  findings(@Who() caller: Caller, @Parent() parent: CaseModel, @Args() page: PageArgs): Promise<Connection<FindingModel>> {
    return this.cases.caseFindings(caller, parent, page);
  }

  @ResolveField(() => [String], { description: 'What you may do with it now: acknowledge, assign, comment, hold, resume, rate, resolve, close, reopen.' })
  @Allow('case:read')
  async allowedActions(@Who() caller: Caller, @Parent() { tenantId, caseId }: CaseModel, @Context() { loaders }: GraphqlContext): Promise<string[]> {
    return allowedActions(caller.principal, tenantId, await loaders.liveState.load({ tenantId, id: caseId }));
  }

  @ResolveField(() => [String], { description: 'Reasons for which the contract lets it be put on hold; what hold takes.' })
  @Allow('case:read')
  async holdReasons(@Parent() { tenantId, caseId }: CaseModel, @Context() { loaders }: GraphqlContext): Promise<readonly string[]> {
    return (await loaders.liveState.load({ tenantId, id: caseId }))?.policies.at(-1)?.pauseReasons ?? [];
  }
}
