import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Refused } from '@watchfloor/core';
import { sha256Hex } from '@watchfloor/core/ids';
import { BatchRegistry } from '../batch-registry.ts';
import type { Counters, SensorCounters } from '../counters.ts';
import type { Intake, Receipt } from '../intake.ts';
import { ByteBudget } from '../limits/byte-budget.ts';
import { splitBody } from '../lines/split-body.ts';
import type { SensorDirectory, SensorIdentity } from '../sensor-directory.ts';
import { readBody, type BodyLimits } from './read-body.ts';

export interface HttpIntakeSettings extends BodyLimits {
  /** Bytes that the bodies of all requests may hold in memory. */
  readonly bodyBytes: number;
  /** Milliseconds for one request to be stored. */
  readonly deadlineMs: number;
  /** Milliseconds within which the same batch is answered and not stored again. */
  readonly idempotencyMs: number;
}

export interface HttpReceipt extends Receipt {
  /** True when the batch had been stored before: nothing was written. */
  readonly duplicate: boolean;
}

const KEY = /^[\x21-\x7e]{1,200}$/;

/** One HTTP request to one batch: authenticates, reads, and hands over; knows repeats by their key or body. */
export class HttpIntake {
  private readonly sensors: SensorDirectory;
  private readonly intake: Intake;
  private readonly counters: Counters;
  private readonly settings: HttpIntakeSettings;
  private readonly registry: BatchRegistry<Receipt>;
  private readonly budget: ByteBudget;

  constructor(sensors: SensorDirectory, intake: Intake, counters: Counters, settings: HttpIntakeSettings) {
    this.sensors = sensors;
    this.intake = intake;
    this.counters = counters;
    this.settings = settings;
    this.registry = new BatchRegistry(settings.idempotencyMs);
    this.budget = new ByteBudget(settings.bodyBytes);
  }

  /** Counters of the sensor whose key is in the header. Throws Refused UNAUTHENTICATED. */
  async countersOf(headers: IncomingHttpHeaders): Promise<SensorCounters> {
    const identity = await this.sensors.byBearer(headers.authorization, Date.now());
    return this.counters.read(identity.sensor.id);
  }

  /** Stores the body's lines and resolves when they are committed. Throws Refused for all that a sender can mend. */
  async receive(headers: IncomingHttpHeaders, query: { readonly source?: string; readonly log?: string }, body: Readable): Promise<HttpReceipt> {
    const identity = await this.sensors.byBearer(headers.authorization, Date.now());
    try {
      return await this.store(identity, headers, query, body);
    } catch (error) {
      if (error instanceof Refused) this.counters.refuseRequest(identity.sensor.id, error.code);
      throw error;
    }
  }

  private async store(identity: SensorIdentity, headers: IncomingHttpHeaders, query: { readonly source?: string; readonly log?: string }, stream: Readable): Promise<HttpReceipt> {
    const wait = this.intake.waitSeconds(identity, Date.now());
    if (wait > 0) throw new Refused('QUOTA_EXCEEDED', 'over the quota of events or bytes a second: send again later', Math.ceil(wait));
    const key = keyOf(headers['idempotency-key']);
    const body = await readBody(stream, headers['content-encoding'], this.settings, this.budget);
    try {
      const bodyHash = sha256Hex(body);
      const batchId = key === undefined ? `body:${bodyHash}:${query.source ?? ''}:${query.log ?? ''}` : `key:${key}`;
      const receivedAtMs = Date.now();
      const { receipt, repeated } = await this.registry.once(identity.sensor.id, batchId, bodyHash, receivedAtMs, () =>
        // The key alone would give a later, different body the ids of the first: its rows would replace or hide those.
        this.intake.accept({ identity, batchId: key === undefined ? batchId : `${batchId}:${bodyHash}`, lines: splitBody(body), bytes: body.length, ...query, receivedAtMs, deadlineMs: this.settings.deadlineMs, mayRepeat: true }));
      if (repeated) this.countRepeat(identity, receipt);
      return { ...receipt, duplicate: repeated };
    } finally {
      this.budget.release(body.length);
    }
  }

  private countRepeat(identity: SensorIdentity, receipt: Receipt): void {
    this.counters.receive(identity.sensor.id, receipt.received);
    this.counters.settle(identity.sensor.id, 'duplicate', receipt.received);
  }
}

function keyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || !KEY.test(header)) throw new Refused('INVALID_INPUT', 'Idempotency-Key is 1 to 200 visible ASCII characters');
  return header;
}
