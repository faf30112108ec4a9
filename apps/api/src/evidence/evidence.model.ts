import { Field, Float, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { EvidencePackage } from '@watchfloor/postgres';
import { z } from 'zod';
import { connectionOf } from '../graphql/connection.ts';
import { globalId } from '../graphql/global-id.ts';
import { NodeModel } from '../graphql/node.model.ts';
import { DateTimeScalar } from '../graphql/scalars.ts';

export const EvidenceStatus = { REQUESTED: 'requested', READY: 'ready', FAILED: 'failed' } as const;
export type EvidenceStatus = (typeof EvidenceStatus)[keyof typeof EvidenceStatus];
registerEnumType(EvidenceStatus, { name: 'EvidenceStatus' });

@ObjectType('EvidenceExport', { implements: () => [NodeModel], description: 'A sealed package of evidence of a period.' })
export class EvidenceExportModel extends NodeModel {
  @Field(() => ID) tenantId!: string;
  @Field(() => ID) packageId!: string;
  @Field() framework!: string;
  @Field(() => DateTimeScalar) periodFrom!: Date;
  @Field(() => DateTimeScalar, { description: 'Exclusive.' }) periodTo!: Date;
  @Field(() => DateTimeScalar, { description: 'The record as it stood then; asking for it again with this snapshot gives the same bytes.' }) snapshotAt!: Date;
  @Field(() => EvidenceStatus) status!: EvidenceStatus;
  @Field({ description: 'User name.' }) requestedBy!: string;
  @Field(() => DateTimeScalar) requestedAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true }) completedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Of the ZIP file, hex.' }) sha256!: string | null;
  @Field(() => Float, { nullable: true }) sizeBytes!: number | null;
  @Field(() => String, { nullable: true, description: 'Path on this server; GET it with your token.' }) downloadUrl!: string | null;
  @Field(() => String, { nullable: true }) error!: string | null;
}

export const EvidenceExportConnection = connectionOf(EvidenceExportModel, 'EvidenceExport');

@InputType('RequestEvidenceInput')
export class RequestEvidenceInput {
  @Field(() => ID) tenantId!: string;
  @Field({ description: 'Id of a framework.' }) framework!: string;
  @Field(() => DateTimeScalar) from!: Date;
  @Field(() => DateTimeScalar, { description: 'Exclusive.' }) to!: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'The record as it stood then, in the past; now unless told.' }) snapshot?: Date | null;
  @Field(() => String, { nullable: true, description: 'The same id again finds the same package.' }) clientMutationId?: string | null;
}

@ObjectType('RequestEvidencePayload')
export class RequestEvidencePayload {
  @Field(() => EvidenceExportModel) evidenceExport!: EvidenceExportModel;
  @Field(() => String, { nullable: true }) clientMutationId!: string | null;
}

const Requester = z.object({ name: z.string() }).catch({ name: 'unknown' });

export function toEvidenceExport(row: EvidencePackage): EvidenceExportModel {
  return {
    id: globalId('EvidenceExport', row.tenantId, row.id),
    tenantId: row.tenantId,
    packageId: row.id,
    framework: row.framework,
    periodFrom: row.periodFrom,
    periodTo: row.periodTo,
    snapshotAt: row.snapshotAt,
    status: row.status as EvidenceStatus,
    requestedBy: Requester.parse(row.requestedBy).name,
    requestedAt: row.requestedAt,
    completedAt: row.completedAt,
    sha256: row.sha256,
    sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes),
    downloadUrl: row.status === 'ready' ? `/evidence/${row.tenantId}/${row.id}.zip` : null,
    error: row.error,
  };
}
