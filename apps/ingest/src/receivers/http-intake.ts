import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Refused } from '@watchfloor/core';
import { sha256Hex } from '@watchfloor/core/ids';
import { BatchRegistry } from '../batch-registry.ts';
import type { Counters, SensorCounters } from '../counters.ts';
import type { Intake, Receipt } from '../intake.ts';
import { ByteBudget } from '../limits/byte-budget.ts';
import type { Line } from '../lines/line.ts';
import type { SensorDirectory, SensorIdentity } from '../sensor-directory.ts';
import { readBody, type BodyLimits } from './read-body.ts';
import { sensorKeyOf, type KeyScheme } from './sensor-key-of.ts';
import type { StreamedRequest } from './streamed-request.ts';
import { peerCertificate } from './tls-identity.ts';

export interface HttpIntakeSettings extends BodyLimits {
  /** Bytes that the bodies of all requests may hold in memory. */
  readonly bodyBytes: number;
  /** Milliseconds for one request to be stored. */
  readonly deadlineMs: number;
  /** Milliseconds within which the same batch is answered and not stored again. */
  readonly idempotencyMs: number;
  /** Whether a client certificate must be signed by the configured authority. */
  readonly clientCa: boolean;
}

/** What a protocol makes of a body. */
export interface DecodedBody {
  readonly lines: readonly Line[];
  /** Source id and log; the sensor's own where none is given. */
  readonly source?: string;
  readonly log?: string;
  /** Records of the body that were no records: counted as received and refused. */
  readonly refused?: number;
}

export interface HttpBatch {
  readonly receiver: 'http' | 'hec' | 'elastic' | 'otlp';
  readonly identity: SensorIdentity;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
  /** What besides the body decides what its lines are: part of the batch's identity. */
  readonly variant: string;
  /** The sender's own name for the batch, where its protocol has one. */
  readonly idempotencyKey?: string | undefined;
  /** True where the refusal of a sensor over its quota names every item of the body. */
  readonly readOverQuota?: boolean;
}

export interface HttpReceipt extends Receipt {
  /** True when the batch had been stored before: nothing was written. */
  readonly duplicate: boolean;
}

/** One HTTP request to one batch, whatever its protocol: authenticates, reads, and hands over; knows repeats by their key or body. */
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

  /** The sensor whose key the request carries in one of `schemes`, else that of its connection's certificate. Throws Refused UNAUTHENTICATED. */
  identify(request: StreamedRequest, schemes: readonly KeyScheme[]): Promise<SensorIdentity> {
    const certificate = this.certificateOf(request);
    if (certificate !== undefined) return this.sensors.byCertificate(certificate, Date.now());
    return this.sensors.byKey(sensorKeyOf(request.headers.authorization, schemes) ?? '', Date.now());
  }

  /** Fingerprint of the client certificate that the request is known by: undefined where a key is sent, too. */
  certificateOf(request: StreamedRequest): string | undefined {
    const { socket } = request.raw;
    if ((request.headers.authorization ?? '').trim() !== '' || !('getPeerX509Certificate' in socket)) return undefined;
    return peerCertificate(socket, Date.now(), this.settings.clientCa);
  }

  countersOf(identity: SensorIdentity): SensorCounters {
    return this.counters.read(identity.sensor.id);
  }

  /** Stores the body's lines and resolves when they are committed. Throws Refused for all that a sender can mend; `decode` may too. */
  async receive<Decoded extends DecodedBody>(batch: HttpBatch, decode: (body: Buffer) => Decoded): Promise<{ readonly receipt: HttpReceipt; readonly decoded: Decoded }> {
    return this.counted(batch, () => this.store(batch, decode));
  }

  /** Refuses a request whose body is not read at all: counted, then thrown. */
  refuse({ receiver, identity }: Pick<HttpBatch, 'receiver' | 'identity'>, refused: Refused): never {
    this.counters.refuseRequest(identity.sensor.id, refused.code, receiver);
    throw refused;
  }

  /** A body that holds no lines (a question of the sender), within the same bounds. */
  async readQuestion(batch: HttpBatch): Promise<Buffer> {
    return this.counted(batch, async () => {
      const share = this.budget.of(batch.identity.sensor.tenantId);
      const body = await readBody(batch.body, batch.headers['content-encoding'], this.settings, share);
      share.release(body.length);
      return body;
    });
  }

  private async counted<T>(batch: HttpBatch, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refused) this.counters.refuseRequest(batch.identity.sensor.id, error.code, batch.receiver);
      throw error;
    }
  }

  private async store<Decoded extends DecodedBody>(batch: HttpBatch, decode: (body: Buffer) => Decoded): Promise<{ receipt: HttpReceipt; decoded: Decoded }> {
    if (!batch.readOverQuota) this.requireQuota(batch.identity);
    const share = this.budget.of(batch.identity.sensor.tenantId);
    const body = await readBody(batch.body, batch.headers['content-encoding'], this.settings, share);
    try {
      const decoded = decode(body);
      if (batch.readOverQuota) this.requireQuota(batch.identity);
      const { receipt, repeated } = await this.storeOnce(batch, body, decoded);
      if (repeated) this.count(batch, 'duplicate', receipt.received);
      return { receipt: { ...receipt, duplicate: repeated }, decoded };
    } finally {
      share.release(body.length);
    }
  }

  private storeOnce(batch: HttpBatch, body: Buffer, { lines, source, log, refused }: DecodedBody): Promise<{ receipt: Receipt; repeated: boolean }> {
    const { identity, receiver, idempotencyKey, variant } = batch;
    const bodyHash = sha256Hex(body);
    const named = receiver === 'http' ? '' : `${receiver}:`;
    const name = idempotencyKey === undefined ? `${named}body:${bodyHash}:${variant}` : `${named}key:${idempotencyKey}`;
    // The key alone would give a later, different body the ids of the first: its rows would replace or hide those.
    const batchId = idempotencyKey === undefined ? name : `${name}:${bodyHash}`;
    const receivedAtMs = Date.now();
    return this.registry.once(identity.sensor.id, name, bodyHash, receivedAtMs, async () => {
      const receipt = await this.intake.accept({ identity, receiver, batchId, lines, bytes: body.length, source, log, receivedAtMs, deadlineMs: this.settings.deadlineMs, mayRepeat: true });
      if (refused !== undefined) this.count(batch, 'refused', refused);
      return receipt;
    });
  }

  private requireQuota(identity: SensorIdentity): void {
    const wait = this.intake.waitSeconds(identity, Date.now());
    if (wait > 0) throw new Refused('QUOTA_EXCEEDED', 'over the quota of events or bytes a second: send again later', Math.ceil(wait));
  }

  private count({ identity, receiver }: HttpBatch, outcome: 'duplicate' | 'refused', lines: number): void {
    this.counters.receive(identity.sensor.id, lines, receiver);
    this.counters.settle(identity.sensor.id, outcome, lines, receiver);
  }
}
