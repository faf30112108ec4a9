import { Field, HideField, ID, Int, ObjectType } from '@nestjs/graphql';
import type { CaseRow } from '@watchfloor/postgres';
import { z } from 'zod';
import { connectionOf } from '../graphql/connection.ts';
import { globalId } from '../graphql/global-id.ts';
import { NodeModel } from '../graphql/node.model.ts';
import { DateTimeScalar } from '../graphql/scalars.ts';
import { CaseSeverity, CaseStatus, Verdict } from './case.enums.ts';

@ObjectType('Escalation')
export class EscalationModel {
  @Field() active!: boolean;
  @Field(() => Int) round!: number;
  @Field(() => Int) step!: number;
  @Field(() => DateTimeScalar, { nullable: true }) nextAt!: Date | null;
}

@ObjectType('Case', { implements: () => [NodeModel] })
export class CaseModel extends NodeModel {
  @Field(() => ID) tenantId!: string;
  @Field(() => ID) caseId!: string;
  @Field(() => Int, { description: 'Counts from 1 per customer.' }) number!: number;
  @Field() title!: string;
  @Field() summary!: string;
  @Field(() => CaseSeverity) severity!: CaseSeverity;
  @Field(() => CaseStatus) status!: CaseStatus;
  @Field(() => Verdict, { nullable: true }) verdict!: Verdict | null;
  @Field(() => String, { nullable: true, description: 'User name.' }) assignee!: string | null;
  @Field() detectionId!: string;
  @Field(() => [String], { description: 'ATT&CK technique ids.' }) techniques!: string[];
  @Field(() => Int) findingCount!: number;
  @Field(() => DateTimeScalar, { nullable: true }) firstEventAt!: Date | null;
  @Field(() => DateTimeScalar) openedAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true }) acknowledgedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) containedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) customerNotifiedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) resolvedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) closedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'The next deadline that can still be met.' }) nextDueAt!: Date | null;
  @Field({ description: "'breached', 'at_risk', 'ok', 'paused' or 'done'." }) slaState!: string;
  @Field(() => EscalationModel) escalation!: EscalationModel;
  @HideField() siteId!: string | null;
  @HideField() primaryAssetId!: string | null;
}

export const CaseConnection = connectionOf(CaseModel, 'Case');

const Escalation = z.object({ active: z.boolean().default(false), round: z.number().int().default(0), step: z.number().int().default(0), nextAt: z.union([z.number(), z.string()]).nullish() });

export function toCase(row: CaseRow): CaseModel {
  const escalation = Escalation.safeParse(row.escalation).data;
  return {
    id: globalId('Case', row.tenantId, row.id),
    tenantId: row.tenantId,
    caseId: row.id,
    number: row.number,
    title: row.title,
    summary: row.summary,
    severity: row.severity as CaseSeverity,
    status: row.status as CaseStatus,
    verdict: row.verdict as Verdict | null,
    assignee: row.assignee,
    detectionId: row.detectionId,
    techniques: row.techniques,
    findingCount: row.findingCount,
    firstEventAt: row.firstEventAt,
    openedAt: row.openedAt,
    acknowledgedAt: row.acknowledgedAt,
    containedAt: row.containedAt,
    customerNotifiedAt: row.customerNotifiedAt,
    resolvedAt: row.resolvedAt,
    closedAt: row.closedAt,
    nextDueAt: row.nextDueAt,
    slaState: row.slaState,
    escalation: { active: escalation?.active ?? false, round: escalation?.round ?? 0, step: escalation?.step ?? 0, nextAt: escalation?.nextAt ? new Date(escalation.nextAt) : null },
    siteId: row.siteId,
    primaryAssetId: row.primaryAssetId,
  };
}
