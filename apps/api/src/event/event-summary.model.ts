import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../graphql/scalars.ts';

@ObjectType('EventBucket')
export class EventBucket {
  @Field(() => DateTimeScalar) start!: Date;
  @Field(() => Float) events!: number;
}

@ObjectType('EventHistogram', { description: 'Events per interval, earliest first; intervals without events are left out.' })
export class EventHistogram {
  @Field(() => ID) tenantId!: string;
  @Field(() => Int) intervalSeconds!: number;
  @Field(() => Float) total!: number;
  @Field(() => [EventBucket]) buckets!: EventBucket[];
}

@ObjectType('EventFacetValue')
export class EventFacetValue {
  @Field() value!: string;
  @Field(() => Float) events!: number;
}

@ObjectType('EventFacets', { description: 'The most frequent values of a field, most events first; events without one are left out.' })
export class EventFacets {
  @Field(() => ID) tenantId!: string;
  @Field() field!: string;
  @Field(() => [EventFacetValue]) values!: EventFacetValue[];
}
