import { setTimeout as sleep } from 'node:timers/promises';
import { eventTimes } from '@watchfloor/clickhouse';
import { openSource, sourceIds, type LineParser } from '@watchfloor/parsers';
import { Refused } from '@watchfloor/core';
import type { Counters } from './counters.ts';
import type { TenantQuotas } from './limits/tenant-quotas.ts';
import type { Line } from './lines/line.ts';
import type { LineBatch, Pipeline, ProcessedBatch } from './pipeline.ts';
import type { SensorIdentity } from './sensor-directory.ts';
import type { Writer } from './writer.ts';

type Client = Parameters<typeof eventTimes>[0];

/** What became of a batch that is stored. */
export interface Receipt {
  readonly batchId: string;
  /** Log lines; header, comment and blank lines are not counted. */
  readonly received: number;
  readonly stored: number;
  readonly unparsed: number;
}

export interface IncomingBatch {
  readonly identity: SensorIdentity;
  /** What the lines came in by; a label of the counters. */
  readonly receiver?: string;
  readonly batchId: string;
  readonly lines: readonly Line[];
  readonly bytes: number;
  /** Source id; the sensor's own where none is given. */
  readonly source?: string | undefined;
  readonly log?: string | undefined;
  readonly receivedAtMs: number;
  /** Parser of the stream that the lines belong to; a new one where none is given. */
  readonly parser?: LineParser | undefined;
  /** Milliseconds from now until the sender is told to come back; undefined: keep trying. */
  readonly deadlineMs: number | undefined;
  /** True where the lines may have been stored before, under the same ids. */
  readonly mayRepeat: boolean;
  /** True where the lines were counted as received when they went into the spool. */
  readonly counted?: boolean;
}

/** How far back a repeat of lines without a time is recognised: twice the idempotency window. */
const REPEAT_WINDOW_US = 2 * 600_000_000;

/** The one way into the store: quota, pipeline, writer, counters. Every receiver ends here. */
export class Intake {
  private readonly client: Client;
  private readonly pipeline: Pipeline;
  private readonly writer: Writer;
  private readonly quotas: TenantQuotas;
  private readonly counters: Counters;
  /** The last batch of each tenant that waits for its quota. */
  private readonly admitting = new Map<string, Promise<void>>();

  constructor(client: Client, pipeline: Pipeline, writer: Writer, quotas: TenantQuotas, counters: Counters) {
    this.client = client;
    this.pipeline = pipeline;
    this.writer = writer;
    this.quotas = quotas;
    this.counters = counters;
  }

  /** Seconds that the sensor's tenant must wait before sending more; 0 when it may send now. */
  waitSeconds(identity: SensorIdentity, nowMs: number): number {
    return this.quotas.waitSeconds(identity.sensor.tenantId, nowMs);
  }

  /**
   * Stores a batch and resolves when it is committed. Throws Refused as the writer does, QUOTA_EXCEEDED for a tenant over its quota
   * (a batch without a deadline waits instead), and INVALID_INPUT for an unknown source.
   */
  async accept(batch: IncomingBatch): Promise<Receipt> {
    const { sensor } = batch.identity;
    const admitted = countLines(batch.lines);
    await this.admit(batch, admitted);
    this.counters.wait(sensor.id, admitted);
    try {
      return await this.store(batch);
    } catch (error) {
      // The sender brings it again.
      this.quotas.debit(sensor.tenantId, -admitted, -batch.bytes, Date.now());
      throw error;
    } finally {
      this.counters.wait(sensor.id, -admitted);
    }
  }

  private async store(batch: IncomingBatch): Promise<Receipt> {
    const { sensor } = batch.identity;
    let lines = 0;
    try {
      const processed = await this.processOnce(batch);
      lines = processed.stored + processed.unparsedLines;
      await this.writer.write(processed, batch.deadlineMs, sensor.tenantId);
      this.countStored(batch, processed);
      return { batchId: batch.batchId, received: lines, stored: processed.stored, unparsed: processed.unparsedLines };
    } catch (error) {
      if (!batch.counted) {
        this.counters.receive(sensor.id, lines, batch.receiver);
        this.counters.settle(sensor.id, 'refused', lines, batch.receiver);
      }
      throw error;
    }
  }

  /** All in one turn, so that the counters of a sensor add up whenever they are read. */
  private countStored(batch: IncomingBatch, processed: ProcessedBatch): void {
    const { sensor } = batch.identity;
    const lines = processed.stored + processed.unparsedLines;
    if (batch.counted) {
      this.counters.spool(sensor.id, -batch.lines.length);
      this.counters.settle(sensor.id, 'ignored', batch.lines.length - lines, batch.receiver);
    } else this.counters.receive(sensor.id, lines, batch.receiver);
    this.counters.settle(sensor.id, 'stored', processed.stored, batch.receiver);
    this.counters.settle(sensor.id, 'unparsed', processed.unparsedLines, batch.receiver);
    for (const [detection, count] of processed.findingsByDetection) this.counters.storeFindings(detection, count);
  }

  /** Takes the batch from the tenant's quota. Batches that wait for it go in the order in which they came. */
  private async admit(batch: IncomingBatch, lines: number): Promise<void> {
    const { id, tenantId } = batch.identity.sensor;
    // The spool's lines were admitted when they were spooled; they are only paid now.
    if (batch.counted) return this.quotas.debit(tenantId, lines, batch.bytes, Date.now());
    if (batch.deadlineMs !== undefined) {
      const wait = this.quotas.admit(tenantId, lines, batch.bytes, Date.now());
      if (wait > 0) throw new Refused('QUOTA_EXCEEDED', 'over the quota of events or bytes a second: send again later', Math.ceil(wait));
      return;
    }
    const before = this.admitting.get(tenantId);
    const turn = this.waitForQuota(before, batch, lines).then((seconds) => this.counters.pause(id, seconds, batch.receiver));
    this.admitting.set(tenantId, turn);
    await turn;
    if (this.admitting.get(tenantId) === turn) this.admitting.delete(tenantId);
  }

  /** Seconds that it took. */
  private async waitForQuota(before: Promise<void> | undefined, batch: IncomingBatch, lines: number): Promise<number> {
    await before;
    let waited = 0;
    for (;;) {
      const wait = this.quotas.admit(batch.identity.sensor.tenantId, lines, batch.bytes, Date.now());
      if (wait === 0) return waited;
      const pause = Math.min(wait, 1);
      await sleep(pause * 1000);
      waited += pause;
    }
  }

  /**
   * Lines without a time get the time of arrival, which a retry would not repeat; and time is part of a row's key. So where there are
   * such lines the store is asked whether the first of them is there, and if it is, the batch is processed as of that time.
   */
  private async processOnce(batch: IncomingBatch): Promise<ProcessedBatch> {
    const first = await this.pipeline.process(this.lineBatch(batch, batch.receivedAtMs));
    if (first.firstWithoutTime === undefined || !batch.mayRepeat) return first;
    const sinceUs = batch.receivedAtMs * 1000 - REPEAT_WINDOW_US;
    const [known] = await eventTimes(this.client, batch.identity.scope, { eventIds: [first.firstWithoutTime], sinceUs }).catch(() => {
      throw new Refused('UNAVAILABLE', 'the event store does not answer: send again later', 5);
    });
    if (!known) return first;
    return this.pipeline.process(this.lineBatch(batch, Math.floor(known.timeUs / 1000)));
  }

  private lineBatch(batch: IncomingBatch, assumedNowMs: number): LineBatch {
    const { identity, log, receivedAtMs } = batch;
    const context = { timeZone: identity.timeZone, now: assumedNowMs, ...(log === undefined ? {} : { log }) };
    const parser = batch.parser ?? openedSource(batch.source ?? identity.sensor.source, context, batch.counted === true);
    return { identity, batchId: batch.batchId, lines: batch.lines, parser, receivedAtMs, assumedTimeMs: assumedNowMs };
  }
}

function countLines(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + (line.size > 0 ? 1 : 0), 0);
}

/** `spooled` lines have no sender left to be told: without a parser they are kept as unparsed, and the spool goes on to those of others. */
function openedSource(source: string, context: Parameters<typeof openSource>[1], spooled: boolean): LineParser {
  const known = sourceIds().includes(source);
  if (!known && spooled) return { parse: () => ({ ok: false, reason: `unknown source ${source}` }) };
  if (!known) throw new Refused('INVALID_INPUT', `unknown source ${source}: one of ${sourceIds().join(', ')}`);
  return openSource(source, context);
}
