import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { Refused } from '@watchfloor/core';
import type { Logger } from 'pino';
import type { Intake } from '../../intake.ts';
import type { SensorDirectory, SensorIdentity } from '../../sensor-directory.ts';
import type { LineMeter } from '../line-meter.ts';
import { sourceSensor } from '../source-sensor.ts';
import { sourceParser, storePlaced } from '../source-store.ts';
import type { BucketSettings } from './bucket-settings.ts';
import { DoneObjects } from './done-objects.ts';
import { objectLines } from './object-lines.ts';

const RECEIVER = 's3';
const LONGEST_PAUSE_MS = 300_000;

export interface BucketParts {
  readonly sensors: SensorDirectory;
  readonly intake: Intake;
  readonly meter: LineMeter;
  readonly log: Logger;
}

interface Listed {
  readonly key: string;
  readonly etag: string;
}

/**
 * Objects of an S3-compatible bucket, each read once: lines of NDJSON or TSV, plain, gzip or zstd. An object is noted as done after its
 * lines are committed; ids are made of key, etag and offset, so one that is read again after a crash is stored once.
 */
export class BucketReceiver {
  private readonly parts: BucketParts;
  private readonly settings: BucketSettings;
  private readonly pollMs: number;
  private readonly client: S3Client;
  private readonly done: DoneObjects;
  private readonly stopping = new AbortController();
  /** Objects that failed, how often, and when they are tried again. */
  private readonly failed = new Map<string, { readonly times: number; readonly againAtMs: number }>();
  private running: Promise<void> | undefined;

  constructor(parts: BucketParts, settings: BucketSettings, options: { readonly pollMs: number; readonly stateDir: string }) {
    this.parts = parts;
    this.settings = settings;
    this.pollMs = options.pollMs;
    const { accessKeyId, secretAccessKey, endpoint, bucket, prefix } = settings;
    this.client = new S3Client({
      region: settings.region,
      forcePathStyle: settings.pathStyle,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(accessKeyId === undefined || secretAccessKey === undefined ? {} : { credentials: { accessKeyId, secretAccessKey } }),
    });
    const name = createHash('sha256').update(JSON.stringify([endpoint, bucket, prefix])).digest('hex').slice(0, 16);
    this.done = new DoneObjects(join(options.stateDir, `bucket-${name}.ndjson`));
  }

  async start(): Promise<void> {
    await this.done.open();
    this.running = this.run();
  }

  /** Stops after the batch in hand, or after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    this.stopping.abort();
    await Promise.race([this.running, sleep(graceMs, undefined, { ref: false })]);
    await this.done.close();
    this.client.destroy();
  }

  private async run(): Promise<void> {
    let pause = this.pollMs;
    while (!this.stopping.signal.aborted) {
      try {
        await this.round();
        pause = this.pollMs;
      } catch (error) {
        this.fail(`${this.settings.bucket}/${this.settings.prefix}`, error);
        pause = Math.min(pause * 2, Math.max(this.pollMs, LONGEST_PAUSE_MS));
      }
      await sleep(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async round(): Promise<void> {
    const identity = await sourceSensor(this.parts.sensors, this.settings, Date.now());
    const listed = new Set<string>();
    for await (const object of this.list()) {
      listed.add(object.key);
      if (this.stopping.signal.aborted) return;
      if (this.done.has(object.key, object.etag) || (this.failed.get(object.key)?.againAtMs ?? 0) > Date.now()) continue;
      await this.read(object, identity).then(() => this.failed.delete(object.key), (error: unknown) => this.postpone(object, error));
    }
    await this.done.keepOnly(listed);
  }

  private async *list(): AsyncGenerator<Listed> {
    const pages = paginateListObjectsV2({ client: this.client }, { Bucket: this.settings.bucket, Prefix: this.settings.prefix });
    for await (const page of pages) for (const { Key, ETag } of page.Contents ?? []) if (Key !== undefined && !Key.endsWith('/')) yield { key: Key, etag: ETag ?? '' };
  }

  private async read({ key, etag }: Listed, identity: SensorIdentity): Promise<void> {
    // Only the content that was listed: one that replaced it meanwhile has another etag and is listed with it.
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.settings.bucket, Key: key, ...(etag === '' ? {} : { IfMatch: etag }) }), { abortSignal: this.stopping.signal });
    if (!Body) throw new Refused('UNAVAILABLE', 'the object has no body');
    const stream = `s3:${this.settings.bucket}/${key}:${etag}`;
    const parser = sourceParser(identity, this.settings);
    for await (const batch of objectLines(Body as Readable)) {
      if (this.stopping.signal.aborted) throw new Refused('UNAVAILABLE', 'stopping');
      await this.belowQuota(identity);
      await storePlaced(this.parts.intake, { identity, receiver: RECEIVER, stream, parser, mayRepeat: true }, batch);
    }
    await this.done.add(key, etag);
  }

  private async belowQuota(identity: SensorIdentity): Promise<void> {
    for (let wait = this.parts.intake.waitSeconds(identity, Date.now()); wait > 0 && !this.stopping.signal.aborted; wait = this.parts.intake.waitSeconds(identity, Date.now())) await sleep(Math.min(wait * 1000, 1_000));
  }

  /** One object that cannot be read does not keep the others. */
  private postpone({ key }: Listed, error: unknown): void {
    if (this.stopping.signal.aborted) return;
    const times = (this.failed.get(key)?.times ?? 0) + 1;
    this.failed.set(key, { times, againAtMs: Date.now() + Math.min(this.pollMs * 2 ** times, LONGEST_PAUSE_MS) });
    this.fail(`${this.settings.bucket}/${this.settings.prefix}`, error, key);
  }

  private fail(place: string, error: unknown, key?: string): void {
    this.parts.meter.fail(RECEIVER, place);
    this.parts.log.warn({ err: error, bucket: this.settings.bucket, key }, 'a bucket could not be read: it is tried again');
  }
}
