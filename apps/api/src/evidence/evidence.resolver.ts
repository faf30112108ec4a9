import { Args, ArgsType, Field, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '@watchfloor/identity';
import { Who, type Caller } from '../auth/caller.ts';
import { PageArgs, type Connection } from '../graphql/connection.ts';
import { EvidenceExportConnection, RequestEvidenceInput, RequestEvidencePayload, type EvidenceExportModel } from './evidence.model.ts';
import { EvidenceService } from './evidence.service.ts';

@ArgsType()
export class EvidenceArgs extends PageArgs {
  @Field(() => ID, { nullable: true }) tenantId?: string | null;
}

@Resolver()
export class EvidenceResolver {
  constructor(private readonly evidence: EvidenceService) {}

  @Query(() => EvidenceExportConnection, { name: 'evidenceExports', description: 'Newest request first.' })
  @Allow('evidence:read')
  list(@Who() caller: Caller, @Args() args: EvidenceArgs): Promise<Connection<EvidenceExportModel>> {
    return this.evidence.list(caller, args);
  }

  @Mutation(() => RequestEvidencePayload, { description: 'Starts an export; the package is there when its status is READY.' })
  @Allow('evidence:request')
  requestEvidence(@Who() caller: Caller, @Args('input') input: RequestEvidenceInput): Promise<RequestEvidencePayload> {
    return this.evidence.request(caller, input);
  }
}
