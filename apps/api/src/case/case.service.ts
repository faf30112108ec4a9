import { Injectable } from '@nestjs/common';
import { Refused } from '@watchfloor/core';
import { countCases, countLedger, findCase, listCaseFindings, listCases, listLedger, withTenant, type CaseFilter as RowFilter } from '@watchfloor/postgres';
import { z } from 'zod';
import { ReadAudit } from '../audit/read-audit.ts';
import { callerWith, mayAt, optionalTenant, periodAt, periodsOf, type Caller } from '../auth/caller.ts';
import type { FindingModel } from '../finding/finding.model.ts';
import { FindingService } from '../finding/finding.service.ts';
import { connect, decodeCursor, pageSize, type Connection, type PageArgs } from '../graphql/connection.ts';
import { plainId, parseGlobalId } from '../graphql/global-id.ts';
import { Stores } from '../stores.ts';
import { toCase, type CaseModel } from './case.model.ts';
import type { CaseFilter, CasesArgs } from './case.inputs.ts';
import { toLedgerEntry, type LedgerEntryModel } from './ledger.model.ts';

const date = z.coerce.date();
const CaseCursor = z.tuple([date.nullable(), date, z.uuid()]);
const LedgerCursor = z.tuple([z.number().int()]);
const FindingCursor = z.tuple([date, z.uuid()]);

/** Reads of cases. An auditor sees the cases that were opened in their period, and of their ledgers what lies before its end. */
@Injectable()
export class CaseService {
  constructor(
    private readonly stores: Stores,
    private readonly findings: FindingService,
    private readonly audit: ReadAudit,
  ) {}

  /** A page of the queue: the next deadline first, cases without one after those, newest first. */
  async list(caller: Caller, args: CasesArgs): Promise<Connection<CaseModel>> {
    const { scope } = caller;
    const filter = rowFilter(caller, args.filter ?? {});
    const limit = pageSize(args);
    const cursor = decodeCursor(CaseCursor, args.after);
    this.audit.note(caller, 'cases', filter.tenantId ?? undefined);
    return withTenant(this.stores.postgres, scope, async (tx) => {
      const rows = await listCases(scope, tx, filter, { limit: limit + 1, after: cursor && { nextDueAt: cursor[0], openedAt: cursor[1], id: cursor[2] } });
      return connect(rows, limit, args.after, toCase, (row) => [row.nextDueAt, row.openedAt, row.id], await countCases(scope, tx, filter));
    });
  }

  /** One case by its global id, or by its plain id at whichever of the caller's tenants has it. Throws Refused NOT_FOUND. */
  async byId(caller: Caller, id: string): Promise<CaseModel> {
    const caseId = plainId('Case', id);
    const tenants = caseId === id.toLowerCase() ? caller.scope.tenants : [parseGlobalId(id).tenantId];
    for (const tenantId of tenants) {
      const found = await this.find(caller, tenantId, caseId);
      if (found) return found;
    }
    throw new Refused('NOT_FOUND', 'no such case');
  }

  async find(caller: Caller, tenantId: string, id: string): Promise<CaseModel | null> {
    const { scope } = caller;
    const row = await withTenant(this.stores.postgres, scope, (tx) => findCase(scope, tx, tenantId, id, periodsOf(caller)));
    if (row) this.audit.note(caller, `case ${id}`, tenantId);
    return row && toCase(row);
  }

  /** A page of the ledger, oldest first; without the provider's internal entries for those who may not see them. */
  async ledger(caller: Caller, { tenantId, caseId }: CaseModel, page: PageArgs): Promise<Connection<LedgerEntryModel>> {
    const { scope } = caller;
    const limit = pageSize(page);
    const cursor = decodeCursor(LedgerCursor, page.after);
    const filter = { customerOnly: !mayAt(caller.principal, tenantId, 'case:read-internal'), before: periodAt(caller, tenantId).to };
    return withTenant(this.stores.postgres, scope, async (tx) => {
      const rows = await listLedger(scope, tx, tenantId, caseId, { ...filter, afterSeq: cursor?.[0], limit: limit + 1 });
      return connect(rows, limit, page.after, toLedgerEntry, (row) => [row.seq], await countLedger(scope, tx, tenantId, caseId, filter));
    });
  }

  /** A page of the case's findings, first joined first. */
  async caseFindings(caller: Caller, { tenantId, caseId, findingCount }: CaseModel, page: PageArgs): Promise<Connection<FindingModel>> {
    const { scope } = callerWith(caller.principal, 'case:read');
    const limit = pageSize(page);
    const cursor = decodeCursor(FindingCursor, page.after);
    const rows = await withTenant(this.stores.postgres, scope, (tx) => listCaseFindings(scope, tx, tenantId, caseId, { limit: limit + 1, after: cursor && { joinedAt: cursor[0], findingId: cursor[1] } }));
    const found = new Map((await this.findings.findAll(caller, tenantId, rows.map((row) => row.findingId))).map((finding) => [finding.findingId, finding]));
    const links = connect(rows, limit, page.after, (row) => found.get(row.findingId), (row) => [row.joinedAt, row.findingId], findingCount);
    return { ...links, edges: links.edges.flatMap(({ node, cursor: key }) => (node ? [{ node, cursor: key }] : [])) };
  }
}

function rowFilter(caller: Caller, filter: CaseFilter): RowFilter {
  return { ...filter, tenantId: optionalTenant(caller, filter.tenantId), assignee: filter.assignee === 'me' ? caller.principal.actor.name : filter.assignee, periods: periodsOf(caller) };
}
