import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ocsfOfRow, type EventRecord } from '@watchfloor/clickhouse';
import { classNameOf, type JsonObject } from '@watchfloor/ocsf';
import { connectionOf } from '../graphql/connection.ts';
import { globalId } from '../graphql/global-id.ts';
import { NodeModel } from '../graphql/node.model.ts';
import { DateTimeScalar, JsonScalar } from '../graphql/scalars.ts';

@ObjectType('Event', { implements: () => [NodeModel], description: 'One OCSF event, made of one line of a log.' })
export class EventModel extends NodeModel {
  @Field(() => ID) tenantId!: string;
  @Field(() => ID) eventId!: string;
  @Field(() => DateTimeScalar, { description: "The source's time." }) time!: Date;
  @Field(() => DateTimeScalar) ingestedAt!: Date;
  @Field(() => ID) sensorId!: string;
  @Field(() => ID) siteId!: string;
  @Field() source!: string;
  @Field(() => Int) classUid!: number;
  @Field() className!: string;
  @Field(() => Int) activityId!: number;
  @Field(() => Int) severityId!: number;
  @Field(() => String, { nullable: true }) srcIp!: string | null;
  @Field(() => Int, { nullable: true }) srcPort!: number | null;
  @Field(() => String, { nullable: true }) dstIp!: string | null;
  @Field(() => Int, { nullable: true }) dstPort!: number | null;
  @Field(() => String, { nullable: true }) appProtocol!: string | null;
  @Field(() => String, { nullable: true }) otFunction!: string | null;
  @Field(() => String, { nullable: true }) otAccess!: string | null;
  @Field(() => Int, { nullable: true }) otUnitId!: number | null;
  @Field(() => Float, { nullable: true }) otAddressStart!: number | null;
  @Field(() => Float, { nullable: true }) otAddressCount!: number | null;
  @Field() message!: string;
  @Field(() => JsonScalar, { description: 'The whole event in OCSF.' }) ocsf!: JsonObject;
  @Field({ description: 'The line as it came; bytes that are not UTF-8 show as U+FFFD.' }) raw!: string;
}

export const EventConnection = connectionOf(EventModel, 'Event');

@InputType('EventFilter', { description: 'The window is [from, to) and at most 31 days.' })
export class EventFilter {
  @Field(() => ID) tenantId!: string;
  @Field(() => DateTimeScalar) from!: Date;
  @Field(() => DateTimeScalar) to!: Date;
  @Field(() => String, { nullable: true, description: 'Source or destination.' }) ip?: string | null;
  @Field(() => String, { nullable: true }) srcIp?: string | null;
  @Field(() => String, { nullable: true }) dstIp?: string | null;
  @Field(() => Int, { nullable: true }) dstPort?: number | null;
  @Field(() => String, { nullable: true }) appProtocol?: string | null;
  @Field(() => String, { nullable: true }) otAccess?: string | null;
  @Field(() => Int, { nullable: true }) classUid?: number | null;
  @Field(() => ID, { nullable: true, description: 'Plain or global id.' }) sensorId?: string | null;
  @Field(() => String, { nullable: true, description: 'In the message or the line, whatever the case.' }) text?: string | null;
}

const text = (value: string): string | null => value || null;
const present = (value: number): number | null => (value < 0 ? null : value);
const port = (value: number): number | null => value || null;

/** A row as an event; the whole OCSF document is built only when it is asked for. */
export function toEvent(row: EventRecord): EventModel {
  return {
    id: globalId('Event', row.tenantId, row.eventId),
    tenantId: row.tenantId,
    eventId: row.eventId,
    time: new Date(row.timeUs / 1_000),
    ingestedAt: new Date(row.ingestedAtMs),
    sensorId: row.sensorId,
    siteId: row.siteId,
    source: row.source,
    classUid: row.classUid,
    className: classNameOf(row.classUid),
    activityId: row.activityId,
    severityId: row.severityId,
    srcIp: text(row.srcIp),
    srcPort: port(row.srcPort),
    dstIp: text(row.dstIp),
    dstPort: port(row.dstPort),
    appProtocol: text(row.appProtocol),
    otFunction: text(row.otFunction),
    otAccess: text(row.otAccess),
    otUnitId: present(row.otUnitId),
    otAddressStart: present(row.otAddressStart),
    otAddressCount: present(row.otAddressCount),
    message: row.message,
    get ocsf() {
      return ocsfOfRow(row);
    },
    raw: row.raw,
  };
}
