import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, stat, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { TenantShares } from '../limits/tenant-shares.ts';
import { decodeRecords, encodeRecord, sizeOf, type SpoolRecord } from './record.ts';

export interface SpoolSettings {
  readonly dir: string;
  /** Most bytes in the spool, written or waiting to be; one tenant may fill four fifths. */
  readonly maxBytes: number;
}

export interface Segment {
  /** Unique and kept across restarts: ids of its lines are made of it. */
  readonly name: string;
  readonly records: readonly SpoolRecord[];
}

const SUFFIX = '.spool';
const SEGMENT_BYTES = 4 * 1024 * 1024;
const SHARE = 4;

/**
 * A bounded spool on disk for lines whose sender gets no answer. A record is safe once `append` has resolved: it is synced. Segments
 * are taken oldest first and removed when they are stored; a crash in between repeats the segment under the same name.
 */
export class Spool {
  private readonly settings: SpoolSettings;
  private readonly shares: TenantShares;
  private segments: { name: string; size: number }[] = [];
  private current: { name: string; size: number; file: FileHandle } | undefined;
  private pending: { data: Buffer; done: (error?: Error) => void }[] = [];
  private writing: Promise<void> | undefined;

  constructor(settings: SpoolSettings) {
    this.settings = settings;
    this.shares = new TenantShares(settings.maxBytes, SHARE);
  }

  /** Opens the folder and gives the records that a former process left there. */
  async open(): Promise<SpoolRecord[]> {
    await mkdir(this.settings.dir, { recursive: true, mode: 0o700 });
    const names = (await readdir(this.settings.dir)).filter((name) => name.endsWith(SUFFIX)).sort();
    for (const name of names) this.segments.push({ name, size: (await stat(join(this.settings.dir, name))).size });
    const left = await Promise.all(names.map(async (name) => decodeRecords(await readFile(join(this.settings.dir, name)))));
    const records = left.flat();
    for (const record of records) this.shares.take(record.tenantId, sizeOf(record));
    return records;
  }

  /** Bytes in the spool. */
  get size(): number {
    return this.shares.inUse;
  }

  /** Appends a record; resolves true when it is synced, false (at once) when the spool, or the tenant's share of it, is full. Rejects when the disk fails. */
  append(record: SpoolRecord): Promise<boolean> {
    const data = encodeRecord(record);
    if (this.shares.inUse + data.length > this.settings.maxBytes || !this.shares.take(record.tenantId, data.length)) return Promise.resolve(false);
    return new Promise((resolve, reject) => {
      this.pending.push({ data, done: (error) => {
        if (!error) return resolve(true);
        this.shares.release(record.tenantId, data.length);
        reject(error);
      } });
      this.writing ??= this.writePending();
    });
  }

  /** The oldest segment with its records; undefined when the spool is empty. The segment being written is closed for it. */
  async oldest(): Promise<Segment | undefined> {
    if (this.segments.length === 0) await this.rotate();
    const [first] = this.segments;
    if (!first) return undefined;
    return { name: first.name.slice(0, -SUFFIX.length), records: decodeRecords(await readFile(join(this.settings.dir, first.name))) };
  }

  /** Removes the oldest segment: its records are stored. */
  async removeOldest(): Promise<void> {
    const [first] = this.segments;
    if (!first) return;
    const path = join(this.settings.dir, first.name);
    const records = decodeRecords(await readFile(path));
    await unlink(path);
    this.segments.shift();
    for (const record of records) this.shares.release(record.tenantId, sizeOf(record));
  }

  /** Syncs and closes; what is in the spool stays for the next process. */
  async close(): Promise<void> {
    await this.writing;
    await this.current?.file.close();
    this.current = undefined;
  }

  /** One write and one sync for all that waits; what comes meanwhile goes into the next round. */
  private async writePending(): Promise<void> {
    while (this.pending.length > 0) {
      const batch = this.pending;
      this.pending = [];
      try {
        const segment = await this.segmentForWriting();
        const data = Buffer.concat(batch.map((item) => item.data));
        await segment.file.appendFile(data);
        await segment.file.datasync();
        segment.size += data.length;
        for (const item of batch) item.done();
      } catch (error) {
        // What was written in part would hide all that is written after it.
        await this.closeCurrent().catch(() => undefined);
        for (const item of batch) item.done(error instanceof Error ? error : new Error(String(error)));
      }
    }
    // In the same turn as the look at `pending`: a record appended after it starts a new round.
    this.writing = undefined;
  }

  private async segmentForWriting(): Promise<{ size: number; file: FileHandle }> {
    if (this.current && this.current.size >= SEGMENT_BYTES) await this.closeCurrent();
    if (!this.current) {
      const name = `${String(Date.now()).padStart(15, '0')}-${randomUUID()}${SUFFIX}`;
      this.current = { name, size: 0, file: await open(join(this.settings.dir, name), 'ax', 0o600) };
    }
    return this.current;
  }

  private async rotate(): Promise<void> {
    while (this.writing) await this.writing;
    if (this.current && this.current.size > 0) await this.closeCurrent();
  }

  private async closeCurrent(): Promise<void> {
    const closed = this.current;
    if (!closed) return;
    this.current = undefined;
    this.segments.push({ name: closed.name, size: closed.size });
    await closed.file.close();
  }
}
