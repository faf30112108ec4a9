import type { LineParser } from '@watchfloor/parsers';
import type { Logger } from 'pino';
import type { Counters } from '../../counters.ts';
import type { Intake } from '../../intake.ts';
import type { SensorIdentity } from '../../sensor-directory.ts';
import type { Spool } from '../../spool/spool.ts';
import { DeliveryLog } from './delivery-log.ts';
import { payloadLines } from './payload-lines.ts';
import { encodePublish } from './spooled-publish.ts';

/** A message as MQTT brings it. `messageId` is set where the sender waits for an acknowledgement. */
export interface Published {
  readonly topic: string;
  readonly payload: Buffer;
  readonly dup: boolean;
  readonly messageId?: number | undefined;
}

const RECEIVER = 'mqtt';

/** Brings messages to the store: acknowledged ones by the intake, others by the spool. */
export class PublishStore {
  private readonly intake: Intake;
  private readonly spool: Spool;
  private readonly counters: Counters;
  private readonly log: Logger;
  private readonly deliveries = new DeliveryLog();
  private readonly underWay = new Map<string, Promise<number>>();

  constructor(intake: Intake, spool: Spool, counters: Counters, log: Logger) {
    this.intake = intake;
    this.spool = spool;
    this.counters = counters;
    this.log = log;
  }

  waitSeconds(identity: SensorIdentity): number {
    return this.intake.waitSeconds(identity, Date.now());
  }

  /** Resolves when the message is committed, or for one without an id when it is spooled or counted as dropped. Throws Refused as the intake does. */
  async store(identity: SensorIdentity, client: string, message: Published, parser: LineParser | undefined): Promise<void> {
    const { messageId } = message;
    if (messageId === undefined) return this.toSpool(identity, message);
    const delivery = this.deliveries.take(`${identity.sensor.id}/${client}`, { ...message, messageId });
    const first = delivery.repeated ? this.underWay.get(delivery.batchId) : undefined;
    const lines = payloadLines(message.topic, message.payload);
    if (delivery.repeated && first) return this.countRepeat(identity, await first);
    const accepted = this.intake.accept({ identity, receiver: RECEIVER, batchId: delivery.batchId, lines, bytes: message.payload.length, receivedAtMs: Date.now(), deadlineMs: undefined, mayRepeat: message.dup, parser }).then(({ received }) => received);
    this.remember(delivery.batchId, accepted);
    try {
      await accepted;
    } catch (error) {
      this.underWay.delete(delivery.batchId);
      this.deliveries.forget(`${identity.sensor.id}/${client}`, messageId);
      throw error;
    }
  }

  /** Counts the lines of a message that its sender may not publish. */
  refuse(identity: SensorIdentity, message: Published): void {
    const lines = payloadLines(message.topic, message.payload).length;
    this.counters.receive(identity.sensor.id, lines, RECEIVER);
    this.counters.settle(identity.sensor.id, 'refused', lines, RECEIVER);
  }

  private countRepeat(identity: SensorIdentity, lines: number): void {
    this.counters.receive(identity.sensor.id, lines, RECEIVER);
    this.counters.settle(identity.sensor.id, 'duplicate', lines, RECEIVER);
  }

  private remember(batchId: string, received: Promise<number>): void {
    this.underWay.set(batchId, received);
    const [oldest] = this.underWay.keys();
    if (this.underWay.size > 100_000 && oldest !== undefined) this.underWay.delete(oldest);
  }

  private async toSpool(identity: SensorIdentity, message: Published): Promise<void> {
    const { id: sensorId, tenantId } = identity.sensor;
    const lines = payloadLines(message.topic, message.payload);
    const kept = await Promise.all(lines.map((line) => {
      this.counters.receive(sensorId, 1, RECEIVER);
      this.counters.spool(sensorId, 1);
      return this.spool.append({ arrivedAtMs: Date.now(), tenantId, sensorId, bytes: encodePublish(message.topic, line.bytes) }).catch((error: unknown) => {
        this.log.error({ err: error }, 'the spool cannot be written');
        return false;
      });
    }));
    const lost = kept.filter((each) => !each).length;
    this.counters.spool(sensorId, -lost);
    this.counters.settle(sensorId, 'dropped', lost, RECEIVER);
  }
}

