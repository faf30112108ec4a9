import { Args, ArgsType, Field, Int, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '@watchfloor/identity';
import { Who, type Caller } from '../auth/caller.ts';
import { PageArgs, type Connection } from '../graphql/connection.ts';
import { EventFacets, EventHistogram } from './event-summary.model.ts';
import { EventConnection, EventFilter, type EventModel } from './event.model.ts';
import { EventService } from './event.service.ts';

const QUERY = "In the analyst's query language, such as 'src_ip:10.0.0.0/8 AND NOT dst_port:502'; must hold beside the filter.";

@ArgsType()
export class FacetArgs {
  @Field({ description: 'A field of the query language, or the dotted path of an attribute.' }) field!: string;
  @Field(() => Int, { nullable: true, description: 'How many, 100 at most; 10 unless told.' }) first?: number | null;
}

@Resolver()
export class EventResolver {
  constructor(private readonly events: EventService) {}

  @Query(() => EventConnection, { name: 'events', description: 'Events of a time window, newest first.' })
  @Allow('event:read')
  list(
    @Who() caller: Caller,
    @Args('filter') filter: EventFilter,
    @Args('query', { type: () => String, nullable: true, description: QUERY }) query: string | null | undefined,
    @Args() page: PageArgs,
  ): Promise<Connection<EventModel>> {
    return this.events.list(caller, filter, query, page);
  }

  @Query(() => EventHistogram, { description: 'The same events counted per interval.' })
  @Allow('event:read')
  eventHistogram(
    @Who() caller: Caller,
    @Args('filter') filter: EventFilter,
    @Args('query', { type: () => String, nullable: true, description: QUERY }) query: string | null | undefined,
  ): Promise<EventHistogram> {
    return this.events.histogram(caller, filter, query);
  }

  @Query(() => EventFacets, { description: 'The same events counted per value of a field.' })
  @Allow('event:read')
  eventFacets(
    @Who() caller: Caller,
    @Args('filter') filter: EventFilter,
    @Args('query', { type: () => String, nullable: true, description: QUERY }) query: string | null | undefined,
    @Args() asked: FacetArgs,
  ): Promise<EventFacets> {
    return this.events.facets(caller, filter, query, asked);
  }
}
