import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { clockViews, type CaseState } from '@watchfloor/cases';
import { DateTimeScalar } from '../graphql/scalars.ts';
import { ClockState } from './case.enums.ts';

@ObjectType('Clock', { description: 'An SLA clock of a case.' })
export class ClockModel {
  @Field() name!: string;
  @Field(() => ClockState) state!: ClockState;
  @Field(() => Int, { description: 'As the contract states it.' }) targetMinutes!: number;
  @Field() calendar!: string;
  @Field(() => DateTimeScalar) startedAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true }) dueAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) warnAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) stoppedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) breachedAt!: Date | null;
  @Field(() => Float, { description: 'Business time used, as of now.' }) consumedSeconds!: number;
}

const date = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** The clocks of a case as they stand at `nowMs`, by name. */
export function clocksOf(state: CaseState | undefined, nowMs: number): ClockModel[] {
  if (!state?.clocks) return [];
  return clockViews(state, nowMs)
    .map((view) => ({
      name: view.name,
      state: view.state,
      targetMinutes: Math.round(view.targetMinutes),
      calendar: view.calendar,
      startedAt: new Date(view.startedAt),
      dueAt: date(view.dueAt),
      warnAt: date(view.warnAt),
      stoppedAt: date(view.stoppedAt),
      breachedAt: date(view.breachedAt),
      consumedSeconds: view.consumedMs / 1_000,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
