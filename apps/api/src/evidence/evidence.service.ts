import { Injectable } from '@nestjs/common';
import { frameworks } from '@watchfloor/compliance';
import { Refused } from '@watchfloor/core';
import { deterministicId } from '@watchfloor/core/ids';
import { scopeAt } from '@watchfloor/identity';
import { appendAudit, findEvidencePackage, listEvidencePackages, withTenant, type EvidencePackage } from '@watchfloor/postgres';
import { z } from 'zod';
import { ReadAudit } from '../audit/read-audit.ts';
import { callerWith, optionalTenant, periodAt, periodsOf, requireTenant, type Caller } from '../auth/caller.ts';
import { connect, decodeCursor, pageSize, type Connection } from '../graphql/connection.ts';
import { Stores } from '../stores.ts';
import { toEvidenceExport, type EvidenceExportModel, type RequestEvidenceInput, type RequestEvidencePayload } from './evidence.model.ts';
import type { EvidenceArgs } from './evidence.resolver.ts';

const Cursor = z.tuple([z.coerce.date(), z.uuid()]);
const MAX_DAYS = 400;

/** Evidence packages. An auditor sees, and asks for, packages whose period lies within their own. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly stores: Stores,
    private readonly audit: ReadAudit,
  ) {}

  async list(caller: Caller, args: EvidenceArgs): Promise<Connection<EvidenceExportModel>> {
    const { scope } = caller;
    const tenantId = optionalTenant(caller, args.tenantId);
    const limit = pageSize(args);
    const cursor = decodeCursor(Cursor, args.after);
    this.audit.note(caller, 'evidence packages', tenantId);
    const rows = await withTenant(this.stores.postgres, scope, (tx) =>
      listEvidencePackages(scope, tx, { tenantId, limit: limit + 1, ...(cursor && { before: { requestedAt: cursor[0], id: cursor[1] } }), periods: periodsOf(caller) }),
    );
    return connect(rows, limit, args.after, toEvidenceExport, (row) => [row.requestedAt, row.id]);
  }

  async find(caller: Caller, tenantId: string, id: string): Promise<EvidenceExportModel | null> {
    const row = await this.row(caller, tenantId, id);
    return row && toEvidenceExport(row);
  }

  /** Starts an export of [from, to). Throws Refused INVALID_INPUT for an unknown framework or a bad period, FORBIDDEN outside an auditor's own. */
  async request(caller: Caller, input: RequestEvidenceInput): Promise<RequestEvidencePayload> {
    const tenantId = requireTenant(caller, input.tenantId);
    const { framework, from, to } = input;
    if (!frameworks.some((known) => known.id === framework)) throw new Refused('INVALID_INPUT', `framework: there are ${frameworks.map((known) => known.id).join(', ')}`);
    if (to <= from || to.getTime() - from.getTime() > MAX_DAYS * 86_400_000) throw new Refused('INVALID_INPUT', `to must lie after from, ${MAX_DAYS} days at most`);
    const period = periodAt(caller, tenantId);
    if ((period.from && from < period.from) || (period.to && to > period.to)) throw new Refused('FORBIDDEN', 'the period asked for is not within the one granted to you');
    const wanted = input.clientMutationId ? deterministicId('evidence', tenantId, caller.principal.actor.id, input.clientMutationId) : undefined;
    if (input.snapshot && input.snapshot.getTime() > Date.now()) throw new Refused('INVALID_INPUT', 'snapshot must lie in the past');
    const asked = { tenantId, framework, from: from.getTime(), to: to.getTime(), snapshotAt: input.snapshot?.getTime() };
    const { packageId } = await this.stores.temporal.evidence.request(scopeAt(caller.principal, caller.permission, tenantId), asked, wanted);
    const row = await this.row(callerWith(caller.principal, 'evidence:read'), tenantId, packageId);
    if (!row) throw new Refused('UNAVAILABLE', `the export ${packageId} has started; its record is not readable yet`, 5);
    return { evidenceExport: toEvidenceExport(row), clientMutationId: input.clientMutationId ?? null };
  }

  /** The bytes of a finished package. Each download is on the customer's audit log. Throws Refused NOT_FOUND for one that is not there, or not yet. */
  async open(caller: Caller, tenantId: string, id: string): Promise<{ bytes: Uint8Array; sha256: string }> {
    const { scope } = caller;
    const row = await this.row(caller, tenantId, id);
    if (row?.status !== 'ready' || row.sha256 === null) throw new Refused('NOT_FOUND', 'no such evidence package');
    const bytes = await this.stores.packages.read(scope, tenantId, row.sha256);
    await withTenant(this.stores.postgres, scope, (tx) => appendAudit(tx, scope, tenantId, 'evidence.downloaded', `evidence:${id}`, { sha256: row.sha256 }));
    return { bytes, sha256: row.sha256 };
  }

  private async row(caller: Caller, tenantId: string, id: string): Promise<EvidencePackage | null> {
    const { scope } = caller;
    this.audit.note(caller, `evidence package ${id}`, tenantId);
    const row = await withTenant(this.stores.postgres, scope, (tx) => findEvidencePackage(scope, tx, tenantId, id));
    const period = periodsOf(caller).find((own) => own.tenantId === tenantId);
    if (!row || (period?.from && row.periodFrom < period.from) || (period?.to && row.periodTo > period.to)) return null;
    return row;
  }
}
