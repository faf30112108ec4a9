import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connection.ts';
import { DateTimeScalar } from '../graphql/scalars.ts';
import { CaseSeverity, CaseStatus, CommentVisibility, Verdict } from './case.enums.ts';
import { CaseModel } from './case.model.ts';

@InputType('CaseFilter')
export class CaseFilter {
  @Field(() => ID, { nullable: true }) tenantId?: string | null;
  @Field(() => [CaseStatus], { nullable: true }) statuses?: CaseStatus[] | null;
  @Field(() => [CaseSeverity], { nullable: true }) severities?: CaseSeverity[] | null;
  @Field(() => String, { nullable: true, description: "User name, or 'me'." }) assignee?: string | null;
  @Field(() => Boolean, { nullable: true }) unacknowledged?: boolean | null;
  @Field(() => String, { nullable: true, description: "Part of title, summary or detection id, or the number with or without '#'." }) text?: string | null;
}

@ArgsType()
export class CasesArgs extends PageArgs {
  @Field(() => CaseFilter, { nullable: true }) filter?: CaseFilter | null;
}

@InputType({ isAbstract: true })
export abstract class CaseCommandInput {
  @Field(() => ID) tenantId!: string;
  @Field(() => ID, { description: 'Plain or global id.' }) caseId!: string;
  @Field(() => String, { nullable: true, description: 'The same id again on the same case repeats nothing.' }) clientMutationId?: string | null;
}

@InputType('AcknowledgeCaseInput')
export class AcknowledgeCaseInput extends CaseCommandInput {
  @Field(() => String, { nullable: true }) note?: string | null;
}

@InputType('AssignCaseInput')
export class AssignCaseInput extends CaseCommandInput {
  @Field({ description: "User name of someone who works at this customer, or 'me'." }) assignee!: string;
}

@InputType('CommentInput')
export class CommentInput extends CaseCommandInput {
  @Field() body!: string;
  @Field(() => CommentVisibility) visibility!: CommentVisibility;
}

@InputType('HoldCaseInput')
export class HoldCaseInput extends CaseCommandInput {
  @Field({ description: "One of the contract's reasons." }) reason!: string;
  @Field(() => DateTimeScalar) until!: Date;
}

@InputType('ResumeCaseInput')
export class ResumeCaseInput extends CaseCommandInput {
  @Field(() => String, { nullable: true }) note?: string | null;
}

@InputType('RateCaseInput')
export class RateCaseInput extends CaseCommandInput {
  @Field(() => CaseSeverity) severity!: CaseSeverity;
  @Field() reason!: string;
}

@InputType('ResolveCaseInput')
export class ResolveCaseInput extends CaseCommandInput {
  @Field(() => Verdict) verdict!: Verdict;
  @Field() reason!: string;
  @Field(() => ID, { nullable: true, description: 'With verdict DUPLICATE: the other case, plain or global id.' }) duplicateOfCaseId?: string | null;
}

@InputType('CloseCaseInput')
export class CloseCaseInput extends CaseCommandInput {
  @Field(() => String, { nullable: true }) note?: string | null;
}

@InputType('ReopenCaseInput')
export class ReopenCaseInput extends CaseCommandInput {
  @Field() reason!: string;
}

@ObjectType('CasePayload')
export class CasePayload {
  @Field(() => CaseModel) case!: CaseModel;
  @Field(() => String, { nullable: true }) clientMutationId!: string | null;
}
