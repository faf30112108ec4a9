import { Injectable } from '@nestjs/common';
import type { Command, CommandOutcome } from '@watchfloor/cases';
import { Refused } from '@watchfloor/core';
import { deterministicId } from '@watchfloor/core/ids';
import { isRole, PERMISSIONS_OF_ROLE, scopeAt } from '@watchfloor/identity';
import { findCase, listGrants, withTenant, type CaseRow } from '@watchfloor/postgres';
import { requireTenant, type Caller } from '../auth/caller.ts';
import { plainId } from '../graphql/global-id.ts';
import { Stores } from '../stores.ts';
import type { CaseCommandInput, CasePayload } from './case.inputs.ts';
import { toCase } from './case.model.ts';

const READ_BACK_WITHIN_MS = 3_000;
const READ_BACK_EVERY_MS = 100;

/**
 * Gives commands to cases. The case's workflow answers; the record that people read is written a moment later from its
 * outbox, so the answer waits, 3 s at most, until the record holds the change. After that it is the record as it stands,
 * with the status that the workflow gave.
 */
@Injectable()
export class CaseCommandService {
  constructor(private readonly stores: Stores) {}

  /** Throws what the rules of the case refuse (CONFLICT, INVALID_INPUT, FOUR_EYES), NOT_FOUND, or UNAVAILABLE. */
  async run(caller: Caller, input: CaseCommandInput, command: Command): Promise<CasePayload> {
    const tenantId = requireTenant(caller, input.tenantId);
    const caseId = plainId('Case', input.caseId);
    if (!(await this.read(caller, tenantId, caseId))) throw new Refused('NOT_FOUND', 'no such case');
    const key = input.clientMutationId ? deterministicId('command', tenantId, caseId, caller.principal.actor.id, command.type, input.clientMutationId) : undefined;
    const outcome = await this.stores.temporal.cases.command(scopeAt(caller.principal, caller.permission, tenantId), { tenantId, caseId }, command, key);
    return { case: toCase(await this.readBack(caller, tenantId, outcome)), clientMutationId: input.clientMutationId ?? null };
  }

  /** The user name that 'me' or a user name stands for. Throws Refused INVALID_INPUT when that person cannot work this tenant's cases. */
  async assignee(caller: Caller, tenantId: string, name: string): Promise<string> {
    const { scope, principal } = caller;
    if (name === 'me') return principal.actor.name;
    const grants = await withTenant(this.stores.postgres, scope, (tx) => listGrants(scope, tx, requireTenant(caller, tenantId)));
    const grant = grants.find((candidate) => candidate.username === name && isRole(candidate.role) && PERMISSIONS_OF_ROLE[candidate.role].includes('case:act'));
    if (!grant) throw new Refused('INVALID_INPUT', `assignee: ${name} does not work cases of this customer`);
    return grant.username;
  }

  private async readBack(caller: Caller, tenantId: string, outcome: CommandOutcome): Promise<CaseRow> {
    const until = performance.now() + READ_BACK_WITHIN_MS;
    for (;;) {
      const row = await this.read(caller, tenantId, outcome.caseId);
      if (row && row.lastSeq >= outcome.seq) return row;
      if (performance.now() >= until) {
        if (row) return { ...row, status: outcome.status };
        throw new Refused('UNAVAILABLE', 'the command was carried out; its record is not readable yet', 5);
      }
      await new Promise((resolve) => setTimeout(resolve, READ_BACK_EVERY_MS));
    }
  }

  private async read({ scope }: Caller, tenantId: string, caseId: string): Promise<CaseRow | null> {
    return withTenant(this.stores.postgres, scope, (tx) => findCase(scope, tx, tenantId, caseId));
  }
}
