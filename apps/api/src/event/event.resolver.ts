import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '@watchfloor/identity';
import { Who, type Caller } from '../auth/caller.ts';
import { PageArgs, type Connection } from '../graphql/connection.ts';
import { EventConnection, EventFilter, type EventModel } from './event.model.ts';
import { EventService } from './event.service.ts';

@Resolver()
export class EventResolver {
  constructor(private readonly events: EventService) {}

  @Query(() => EventConnection, { name: 'events', description: 'Events of a time window, newest first.' })
  @Allow('event:read')
  list(@Who() caller: Caller, @Args('filter') filter: EventFilter, @Args() page: PageArgs): Promise<Connection<EventModel>> {
    return this.events.list(caller, filter, page);
  }
}
