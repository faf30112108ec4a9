import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Control, Framework } from '@watchfloor/compliance';
import type { Assessment } from '@watchfloor/postgres';
import { DateTimeScalar } from '../graphql/scalars.ts';

export const ControlStatus = { SATISFIED: 'satisfied', NOT_SATISFIED: 'not_satisfied', NOT_ASSESSED: 'not_assessed' } as const;
export type ControlStatus = (typeof ControlStatus)[keyof typeof ControlStatus];
registerEnumType(ControlStatus, { name: 'ControlStatus' });

@ObjectType('Control', { description: 'A control of a framework and its latest assessment.' })
export class ControlModel {
  @Field() framework!: string;
  @Field() controlId!: string;
  @Field() title!: string;
  @Field({ description: 'The group that it belongs to.' }) function!: string;
  @Field({ description: 'True when a named query proves it.' }) automated!: boolean;
  @Field(() => String, { nullable: true, description: 'Name of that query.' }) query!: string | null;
  @Field(() => ControlStatus) status!: ControlStatus;
  @Field() reason!: string;
  @Field(() => DateTimeScalar, { nullable: true }) evaluatedAt!: Date | null;
}

export function toControl(framework: Framework, control: Control, assessment: Assessment | undefined): ControlModel {
  const { proof } = control;
  const unassessed = proof.kind === 'manual' ? proof.reason : 'not evaluated yet: request evidence of a period';
  return {
    framework: framework.id,
    controlId: control.id,
    title: control.title,
    function: control.group,
    automated: proof.kind === 'query',
    query: proof.kind === 'query' ? proof.query.name : null,
    status: (assessment?.status ?? 'not_assessed') as ControlStatus,
    reason: assessment?.reason ?? unassessed,
    evaluatedAt: assessment?.evaluatedAt ?? null,
  };
}
