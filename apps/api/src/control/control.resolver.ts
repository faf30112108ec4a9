import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { frameworks } from '@watchfloor/compliance';
import { Refused } from '@watchfloor/core';
import { Allow } from '@watchfloor/identity';
import { listAssessments, withTenant } from '@watchfloor/postgres';
import { ReadAudit } from '../audit/read-audit.ts';
import { periodAt, requireTenant, Who, type Caller } from '../auth/caller.ts';
import { Stores } from '../stores.ts';
import { ControlModel, toControl } from './control.model.ts';

@Resolver()
export class ControlResolver {
  constructor(
    private readonly stores: Stores,
    private readonly audit: ReadAudit,
  ) {}

  @Query(() => [ControlModel], { name: 'controls', description: 'Controls of every framework, or of one, as last assessed for a customer.' })
  @Allow('control:read')
  async list(
    @Who() caller: Caller,
    @Args('tenantId', { type: () => ID }) tenantId: string,
    @Args('framework', { type: () => String, nullable: true }) framework: string | null | undefined,
  ): Promise<ControlModel[]> {
    return this.assessed(caller, requireTenant(caller, tenantId), framework ?? null);
  }

  private async assessed(caller: Caller, tenantId: string, id: string | null): Promise<ControlModel[]> {
    const wanted = frameworks.filter((framework) => id === null || framework.id === id);
    if (wanted.length === 0) throw new Refused('NOT_FOUND', `no such framework: there are ${frameworks.map((framework) => framework.id).join(', ')}`);
    const { from, to } = periodAt(caller, tenantId);
    this.audit.note(caller, 'controls', tenantId);
    const rows = await withTenant(this.stores.postgres, caller.scope, (tx) => listAssessments(caller.scope, tx, tenantId, id, { from, to }));
    return wanted.flatMap((framework) => framework.controls.map((control) => toControl(framework, control, rows.find((row) => row.framework === framework.id && row.controlId === control.id))));
  }
}
