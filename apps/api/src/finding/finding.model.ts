import { Field, HideField, ID, Int, ObjectType } from '@nestjs/graphql';
import { NIL_UUID, type FindingRecord } from '@watchfloor/clickhouse';
import { caseSeverityOf } from '@watchfloor/core';
import { CaseSeverity } from '../case/case.enums.ts';
import { connectionOf } from '../graphql/connection.ts';
import { globalId } from '../graphql/global-id.ts';
import { NodeModel } from '../graphql/node.model.ts';
import { DateTimeScalar, JsonScalar } from '../graphql/scalars.ts';

@ObjectType('Finding', { implements: () => [NodeModel], description: 'What a detection says about events.' })
export class FindingModel extends NodeModel {
  @Field(() => ID) tenantId!: string;
  @Field(() => ID) findingId!: string;
  @Field(() => DateTimeScalar) time!: Date;
  @Field(() => DateTimeScalar) detectedAt!: Date;
  @Field() detectionId!: string;
  @Field() title!: string;
  @Field() reason!: string;
  @Field(() => CaseSeverity) severity!: CaseSeverity;
  @Field(() => Int, { description: '0 to 100.' }) confidence!: number;
  @Field(() => ID, { nullable: true }) siteId!: string | null;
  @Field(() => ID, { nullable: true }) assetId!: string | null;
  @Field(() => String, { nullable: true }) srcIp!: string | null;
  @Field(() => String, { nullable: true }) dstIp!: string | null;
  @Field(() => [String], { description: 'ATT&CK technique ids.' }) techniques!: readonly string[];
  @Field(() => JsonScalar, { description: 'The fields that matched, with their values.' }) matched!: Readonly<Record<string, string>>;
  @Field(() => [String]) nextSteps!: readonly string[];
  @HideField() eventIds!: readonly string[];
}

export const FindingConnection = connectionOf(FindingModel, 'Finding');

const id = (value: string): string | null => (value === '' || value === NIL_UUID ? null : value);

export function toFinding(row: FindingRecord): FindingModel {
  return {
    id: globalId('Finding', row.tenantId, row.findingId),
    tenantId: row.tenantId,
    findingId: row.findingId,
    time: new Date(row.timeUs / 1_000),
    detectedAt: new Date(row.detectedAtMs),
    detectionId: row.detectionId,
    title: row.title,
    reason: row.reason,
    severity: caseSeverityOf(row.severityId),
    confidence: row.confidence,
    siteId: id(row.siteId),
    assetId: id(row.assetId),
    srcIp: row.srcIp || null,
    dstIp: row.dstIp || null,
    techniques: row.techniques,
    matched: row.matched,
    nextSteps: row.nextSteps,
    eventIds: row.eventIds,
  };
}
