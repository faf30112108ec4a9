import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Refused } from '@watchfloor/core';
import { Allow } from '@watchfloor/identity';
import { mayAt, requireTenant, Who, type Caller } from '../auth/caller.ts';
import { plainId } from '../graphql/global-id.ts';
import { CaseCommandService } from './case-command.service.ts';
import {
  AcknowledgeCaseInput,
  AssignCaseInput,
  CasePayload,
  CloseCaseInput,
  CommentInput,
  HoldCaseInput,
  RateCaseInput,
  ReopenCaseInput,
  ResolveCaseInput,
  ResumeCaseInput,
} from './case.inputs.ts';

@Resolver()
export class CaseMutationResolver {
  constructor(private readonly commands: CaseCommandService) {}

  @Mutation(() => CasePayload, { description: 'You have seen it and take care: stops the escalation.' })
  @Allow('case:act')
  acknowledgeCase(@Who() caller: Caller, @Args('input') input: AcknowledgeCaseInput): Promise<CasePayload> {
    return this.commands.run(caller, input, { type: 'acknowledge', note: input.note ?? undefined });
  }

  @Mutation(() => CasePayload)
  @Allow('case:act')
  async assignCase(@Who() caller: Caller, @Args('input') input: AssignCaseInput): Promise<CasePayload> {
    return this.commands.run(caller, input, { type: 'assign', assignee: await this.commands.assignee(caller, input.tenantId, input.assignee) });
  }

  @Mutation(() => CasePayload)
  @Allow('case:comment')
  async commentCase(@Who() caller: Caller, @Args('input') input: CommentInput): Promise<CasePayload> {
    const tenantId = requireTenant(caller, input.tenantId);
    if (input.visibility === 'internal' && !mayAt(caller.principal, tenantId, 'case:read-internal')) throw new Refused('FORBIDDEN', 'internal comments are for the provider: use visibility CUSTOMER');
    return this.commands.run(caller, input, { type: 'comment', body: input.body, visibility: input.visibility });
  }

  @Mutation(() => CasePayload, { description: 'Stops the clocks that may be paused, until an instant.' })
  @Allow('case:act')
  holdCase(@Who() caller: Caller, @Args('input') input: HoldCaseInput): Promise<CasePayload> {
    return this.commands.run(caller, input, { type: 'hold', reason: input.reason, until: input.until.getTime() });
  }

  @Mutation(() => CasePayload)
  @Allow('case:act')
  resumeCase(@Who() caller: Caller, @Args('input') input: ResumeCaseInput): Promise<CasePayload> {
    return this.commands.run(caller, input, { type: 'resume', note: input.note ?? undefined });
  }

  @Mutation(() => CasePayload)
  @Allow('case:act')
  rateCase(@Who() caller: Caller, @Args('input') input: RateCaseInput): Promise<CasePayload> {
    return this.commands.run(caller, input, { type: 'rate', severity: input.severity, reason: input.reason });
  }

  @Mutation(() => CasePayload)
  @Allow('case:act')
  resolveCase(@Who() caller: Caller, @Args('input') input: ResolveCaseInput): Promise<CasePayload> {
    const duplicateOf = input.duplicateOfCaseId ? plainId('Case', input.duplicateOfCaseId) : undefined;
    return this.commands.run(caller, input, { type: 'resolve', verdict: input.verdict, reason: input.reason, duplicateOf });
  }

  @Mutation(() => CasePayload)
  @Allow('case:act')
  closeCase(@Who() caller: Caller, @Args('input') input: CloseCaseInput): Promise<CasePayload> {
    return this.commands.run(caller, input, { type: 'close', note: input.note ?? undefined });
  }

  @Mutation(() => CasePayload)
  @Allow('case:act')
  reopenCase(@Who() caller: Caller, @Args('input') input: ReopenCaseInput): Promise<CasePayload> {
    return this.commands.run(caller, input, { type: 'reopen', reason: input.reason });
  }
}
