import { Args, ArgsType, Field, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '@watchfloor/identity';
import { Who, type Caller } from '../auth/caller.ts';
import { EventModel } from '../event/event.model.ts';
import { EventService } from '../event/event.service.ts';
import { PageArgs, type Connection } from '../graphql/connection.ts';
import { DateTimeScalar } from '../graphql/scalars.ts';
import { FindingConnection, FindingModel } from './finding.model.ts';
import { FindingService } from './finding.service.ts';

@ArgsType()
export class FindingArgs extends PageArgs {
  @Field(() => ID) tenantId!: string;
  @Field(() => DateTimeScalar) from!: Date;
  @Field(() => DateTimeScalar, { description: 'Exclusive; 31 days after from at most.' }) to!: Date;
  @Field(() => String, { nullable: true }) detectionId?: string | null;
}

@Resolver(() => FindingModel)
export class FindingResolver {
  constructor(
    private readonly findings: FindingService,
    private readonly eventService: EventService,
  ) {}

  @Query(() => FindingConnection, { name: 'findings', description: 'Findings of a time window, newest first.' })
  @Allow('finding:read')
  list(@Who() caller: Caller, @Args() args: FindingArgs): Promise<Connection<FindingModel>> {
    return this.findings.list(caller, args);
  }

  @ResolveField(() => [EventModel], { description: 'The events it is about, oldest first; 100 at most.' })
  @Allow('event:read')
  events(@Who() caller: Caller, @Parent() finding: FindingModel): Promise<EventModel[]> {
    return this.eventService.findAll(caller, finding.tenantId, finding.eventIds.slice(0, 100));
  }
}
