import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '@watchfloor/identity';
import { Who, type Caller } from '../auth/caller.ts';
import { DeleteSearchInput, RenameSearchInput, SavedSearchModel, SavedSearchPayload, SaveSearchInput } from './saved-search.model.ts';
import { SavedSearchService } from './saved-search.service.ts';

@Resolver()
export class SavedSearchResolver {
  constructor(private readonly searches: SavedSearchService) {}

  @Query(() => [SavedSearchModel], { name: 'savedSearches', description: "Searches that one's organisation keeps at a customer, by name." })
  @Allow('event:read')
  list(@Who() caller: Caller, @Args('tenantId', { type: () => ID }) tenantId: string): Promise<SavedSearchModel[]> {
    return this.searches.list(caller, tenantId);
  }

  @Mutation(() => SavedSearchPayload)
  @Allow('search:save')
  saveSearch(@Who() caller: Caller, @Args('input') input: SaveSearchInput): Promise<SavedSearchPayload> {
    return this.searches.save(caller, input);
  }

  @Mutation(() => SavedSearchPayload)
  @Allow('search:save')
  renameSearch(@Who() caller: Caller, @Args('input') input: RenameSearchInput): Promise<SavedSearchPayload> {
    return this.searches.rename(caller, input);
  }

  @Mutation(() => SavedSearchPayload)
  @Allow('search:save')
  deleteSearch(@Who() caller: Caller, @Args('input') input: DeleteSearchInput): Promise<SavedSearchPayload> {
    return this.searches.delete(caller, input);
  }
}
