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

  /** Stores a batch and resolves when it is committed. Throws Refused as the writer does, and INVALID_INPUT for an unknown source. */
  async accept(batch: IncomingBatch): Promise<Receipt> {
    const { sensor } = batch.identity;
    const processed = await this.processOnce(batch);
    const lines = processed.stored + processed.unparsedLines;
    this.quotas.debit(sensor.tenantId, lines, batch.bytes, batch.receivedAtMs);
    if (!batch.counted) this.counters.receive(sensor.id, lines);
    try {
      await this.writer.write(processed, batch.deadlineMs);
    } catch (error) {
      if (!batch.counted) this.counters.settle(sensor.id, 'refused', lines);
      throw error;
    }
    this.counters.settle(sensor.id, 'stored', processed.stored);
    this.counters.settle(sensor.id, 'unparsed', processed.unparsedLines);
    if (batch.counted) this.counters.settle(sensor.id, 'ignored', batch.lines.length - lines);
    for (const [detection, count] of processed.findingsByDetection) this.counters.storeFindings(detection, count);
    return { batchId: batch.batchId, received: lines, stored: processed.stored, unparsed: processed.unparsedLines };
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
    const parser = batch.parser ?? openedSource(batch.source ?? identity.sensor.source, context);
    return { identity, batchId: batch.batchId, lines: batch.lines, parser, receivedAtMs, assumedTimeMs: assumedNowMs };
  }
}

function openedSource(source: string, context: Parameters<typeof openSource>[1]): LineParser {
  if (!sourceIds().includes(source)) throw new Refused('INVALID_INPUT', `unknown source ${source}: one of ${sourceIds().join(', ')}`);
  return openSource(source, context);
}
