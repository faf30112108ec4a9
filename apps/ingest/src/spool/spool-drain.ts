import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Counters } from '../counters.ts';
import type { Intake } from '../intake.ts';
import type { Line } from '../lines/line.ts';
import { lineOf } from '../lines/split-body.ts';
import { decodePublish } from '../receivers/mqtt/spooled-publish.ts';
import { syslogLine } from '../receivers/syslog-lines.ts';
import type { SensorDirectory } from '../sensor-directory.ts';
import type { SpoolRecord } from './record.ts';
import type { Segment, Spool } from './spool.ts';

const IDLE_MS = 100;
const RETRY_MS = 1_000;
const RECEIVER = 'spool';

/** Moves the spool into the store, one segment after the other. Event ids are made of the segment's name, so a segment that is repeated doubles nothing. */
export class SpoolDrain {
  private readonly spool: Spool;
  private readonly sensors: SensorDirectory;
  private readonly intake: Intake;
  private readonly counters: Counters;
  private readonly log: Logger;
  private running: Promise<void> | undefined;
  private stopped = false;
  /** Sensors whose lines of the oldest segment are stored and counted: a round that fails is repeated without them. */
  private readonly settled = new Set<string>();

  constructor(spool: Spool, sensors: SensorDirectory, intake: Intake, counters: Counters, log: Logger) {
    this.spool = spool;
    this.sensors = sensors;
    this.intake = intake;
    this.counters = counters;
    this.log = log;
  }

  /** Opens the spool, counts what a former process left, and starts. */
  async start(): Promise<void> {
    for (const record of await this.spool.open()) {
      this.counters.receive(record.sensorId, 1, RECEIVER);
      this.counters.spool(record.sensorId, 1);
    }
    this.running = this.run();
  }

  /** Stops after the segment in hand, or after `graceMs`; what is left stays on disk. */
  async stop(graceMs: number): Promise<void> {
    this.stopped = true;
    await Promise.race([this.running ?? Promise.resolve(), sleep(graceMs, undefined, { ref: false })]);
    await this.spool.close();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const segment = await this.spool.oldest();
        if (segment) await this.store(segment);
        else await sleep(IDLE_MS);
      } catch (error) {
        this.log.warn({ err: error }, 'the spool waits');
        await sleep(RETRY_MS);
      }
    }
  }

  private async store(segment: Segment): Promise<void> {
    const bySensor = Map.groupBy(segment.records, (record) => `${record.tenantId} ${record.sensorId}`);
    for (const [owner, records] of bySensor) {
      if (this.settled.has(owner)) continue;
      await this.storeOfSensor(segment.name, records);
      this.settled.add(owner);
    }
    await this.spool.removeOldest();
    this.settled.clear();
  }

  private async storeOfSensor(segment: string, records: readonly SpoolRecord[]): Promise<void> {
    const [first] = records;
    if (!first) return;
    const identity = await this.sensors.byId(first.tenantId, first.sensorId);
    if (!identity) {
      this.counters.spool(first.sensorId, -records.length);
      return this.counters.settle(first.sensorId, 'refused', records.length, RECEIVER);
    }
    const lines: Line[] = records.map((record) => ({ ...(decodePublish(record.bytes) ?? syslogLine(lineOf(record.bytes), { nowMs: record.arrivedAtMs, timeZone: identity.timeZone }).line), arrivedAtMs: record.arrivedAtMs }));
    const bytes = records.reduce((sum, record) => sum + record.bytes.length, 0);
    await this.intake.accept({ identity, receiver: RECEIVER, batchId: `udp:${segment}`, lines, bytes, receivedAtMs: Date.now(), deadlineMs: undefined, mayRepeat: false, counted: true });
  }
}
