import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Sensor } from '@watchfloor/postgres';
import { globalId } from '../graphql/global-id.ts';
import { NodeModel } from '../graphql/node.model.ts';
import { DateTimeScalar } from '../graphql/scalars.ts';

export const SensorHealth = { HEALTHY: 'healthy', SILENT: 'silent', NEVER_SEEN: 'never_seen', DISABLED: 'disabled' } as const;
export type SensorHealth = (typeof SensorHealth)[keyof typeof SensorHealth];
registerEnumType(SensorHealth, { name: 'SensorHealth', description: 'SILENT: nothing for longer than its cadence.' });

@ObjectType('Sensor', { implements: () => [NodeModel], description: 'What sends logs; belongs to one site of one customer.' })
export class SensorModel extends NodeModel {
  @Field(() => ID) tenantId!: string;
  @Field(() => ID) sensorId!: string;
  @Field(() => ID) siteId!: string;
  @Field() siteName!: string;
  @Field() name!: string;
  @Field({ description: "Log source, or 'auto'." }) source!: string;
  @Field({ description: 'First characters of its key; the key itself is shown once, at creation.' }) keyPrefix!: string;
  @Field(() => SensorHealth) health!: SensorHealth;
  @Field(() => DateTimeScalar, { nullable: true }) lastSeen!: Date | null;
  @Field(() => Float, { description: 'May count a retried line twice.' }) eventsLastHour!: number;
  @Field(() => Float, { description: 'May count a retried line twice.' }) unparsedLastHour!: number;
  @Field(() => Int) cadenceSeconds!: number;
  @Field(() => DateTimeScalar) createdAt!: Date;
}

@InputType('CreateSensorInput')
export class CreateSensorInput {
  @Field(() => ID) tenantId!: string;
  @Field(() => ID, { description: 'Plain or global id.' }) siteId!: string;
  @Field() name!: string;
  // Nullable, as graphql-jit takes a non-null input field for required even when it has a default.
  @Field(() => String, { nullable: true, description: "Log source; 'auto' unless told." }) source?: string | null;
  @Field(() => Int, { nullable: true, description: 'Longest silence that is normal; 300 unless told.' }) cadenceSeconds?: number | null;
  @Field(() => String, { nullable: true }) clientMutationId?: string | null;
}

@ObjectType('CreateSensorPayload')
export class CreateSensorPayload {
  @Field(() => SensorModel) sensor!: SensorModel;
  @Field({ description: 'Shown this once; only its hash is kept.' }) key!: string;
  @Field(() => String, { nullable: true }) clientMutationId!: string | null;
}

@InputType('RegisterSensorCertificateInput')
export class RegisterSensorCertificateInput {
  @Field(() => ID) tenantId!: string;
  @Field(() => ID, { description: 'Plain or global id.' }) sensorId!: string;
  @Field({ description: "The sensor's client certificate: PEM text, or its SHA-256 fingerprint." }) certificate!: string;
  @Field(() => String, { nullable: true }) clientMutationId?: string | null;
}

@ObjectType('RegisterSensorCertificatePayload')
export class RegisterSensorCertificatePayload {
  @Field(() => SensorModel) sensor!: SensorModel;
  @Field({ description: 'SHA-256 fingerprint, lower-case hex: what is kept.' }) sha256!: string;
  @Field(() => String, { nullable: true }) clientMutationId!: string | null;
}

/** What ClickHouse knows of a sensor. */
export interface Activity {
  readonly lastSeenMs: number;
  readonly eventsLastHour: number;
  readonly unparsedLastHour: number;
}

export function toSensor(row: Sensor, siteName: string, activity: Activity | undefined, nowMs: number): SensorModel {
  return {
    id: globalId('Sensor', row.tenantId, row.id),
    tenantId: row.tenantId,
    sensorId: row.id,
    siteId: row.siteId,
    siteName,
    name: row.name,
    source: row.source,
    keyPrefix: row.keyPrefix,
    health: healthOf(row, activity, nowMs),
    lastSeen: activity ? new Date(activity.lastSeenMs) : null,
    eventsLastHour: activity?.eventsLastHour ?? 0,
    unparsedLastHour: activity?.unparsedLastHour ?? 0,
    cadenceSeconds: row.cadenceSeconds,
    createdAt: row.createdAt,
  };
}

function healthOf(row: Sensor, activity: Activity | undefined, nowMs: number): SensorHealth {
  if (row.disabledAt) return 'disabled';
  if (!activity) return 'never_seen';
  return nowMs - activity.lastSeenMs > row.cadenceSeconds * 1_000 ? 'silent' : 'healthy';
}
