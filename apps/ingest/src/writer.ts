import { setTimeout as sleep } from 'node:timers/promises';
import { insertBatches, type RowBatch } from '@watchfloor/clickhouse';
import { Refused } from '@watchfloor/core';
import { FairQueue } from './limits/fair-queue.ts';
import { TenantShares } from './limits/tenant-shares.ts';
import { isTransient } from './transient-error.ts';

type Client = Parameters<typeof insertBatches>[0];
type Rows = readonly RowBatch<never>[];

/** Rows that are acknowledged together. */
export interface WriteUnit {
  readonly events: Rows;
  readonly findings: Rows;
  readonly unparsed: Rows;
}

export interface WriterSettings {
  /** Rows per insert. */
  readonly batchRows: number;
  /** Bytes per insert. */
  readonly batchBytes: number;
  /** Longest wait for a batch to fill, ms. */
  readonly batchMs: number;
  /** Bytes that may wait to be written, shared among the tenants; past its share a tenant's sender is told to come back. */
  readonly waitingBytes: number;
  /** Longest time for one insert before it is tried again, ms. */
  readonly insertTimeoutMs: number;
}

/** One insert's worth of a unit: the parts of a large unit take their turns like units of their own. */
interface Entry {
  readonly part: WriteUnit;
  readonly size: number;
  readonly rows: number;
  readonly queuedAt: number;
  /** Settles the unit: with an error at once, else once its last part is. */
  readonly settle: (error?: unknown) => void;
  readonly isSettled: () => boolean;
}

const TABLES = ['events', 'findings', 'unparsed'] as const;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const ROOM_POLL_MS = 20;
/** Bytes that one tenant puts into an insert before the next one's turn. */
const TURN_BYTES = 256 * 1024;

/**
 * Writes units in batches, one insert in flight at a time, events before findings before unparsed lines. A unit's promise resolves
 * only when ClickHouse has committed all of it. While ClickHouse is away it tries again until each unit's deadline; ids are
 * deterministic, so rows that were stored by a failed try are replaced, not doubled. Tenants share each insert fairly: one with little
 * to write is in the next insert, however much another has waiting.
 */
export class Writer {
  private readonly client: Client;
  private readonly settings: WriterSettings;
  private readonly onError: (error: unknown) => void;
  private readonly queue = new FairQueue<Entry>(TURN_BYTES, (entry) => entry.size);
  private readonly shares: TenantShares;
  private queuedRows = 0;
  private queuedBytes = 0;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private closing = false;

  constructor(client: Client, settings: WriterSettings, onError: (error: unknown) => void) {
    this.client = client;
    this.settings = settings;
    this.shares = new TenantShares(settings.waitingBytes);
    this.onError = onError;
  }

  /**
   * Resolves once the unit is committed. Rejects with Refused UNAVAILABLE when too much is waiting or when `deadlineMs` from now
   * has passed, and with the engine's error when it will never take the rows. Without a deadline it waits for room and goes on trying.
   */
  async write(unit: WriteUnit, deadlineMs: number | undefined, tenantId = ''): Promise<void> {
    const parts = partsOf(unit);
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    if (parts.length === 0) return;
    while (!this.shares.take(tenantId, size)) {
      if (deadlineMs !== undefined || this.closing) throw new Refused('UNAVAILABLE', 'too much is waiting to be stored: send again later', 1);
      await sleep(ROOM_POLL_MS);
    }
    await new Promise<void>((resolve, reject) => {
      let left = parts.length;
      const settle = (error?: unknown): void => {
        if (left === 0) return;
        left = error === undefined ? left - 1 : 0;
        if (left > 0) return;
        clearTimeout(deadline);
        this.shares.release(tenantId, size);
        if (error === undefined) resolve();
        else reject(error instanceof Error ? error : new Error(String(error)));
      };
      const deadline = deadlineMs === undefined ? undefined : setTimeout(() => settle(new Refused('UNAVAILABLE', 'the event store does not answer: send again later', 5)), deadlineMs);
      const queuedAt = Date.now();
      for (const part of parts) {
        this.queue.push(tenantId, { ...part, queuedAt, settle, isSettled: () => left === 0 });
        this.queuedRows += part.rows;
        this.queuedBytes += part.size;
      }
      this.schedule();
    });
  }

  /** Writes what waits and returns when it is written, or gives up on it after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    this.closing = true;
    this.schedule();
    const end = Date.now() + graceMs;
    while (this.queue.length > 0 || this.running) {
      if (Date.now() >= end) {
        for (const entry of this.queue) entry.settle(new Refused('UNAVAILABLE', 'the receiver is stopping: send again', 5));
        return;
      }
      await Promise.race([this.running ?? Promise.resolve(), sleep(50)]);
    }
  }

  private schedule(): void {
    if (this.running || this.queue.length === 0) return;
    if (this.closing || this.queuedRows >= this.settings.batchRows || this.queuedBytes >= this.settings.batchBytes) return this.flush();
    if (this.timer !== undefined) return;
    // What came while the last insert ran has waited already.
    let oldest = Date.now();
    for (const { queuedAt } of this.queue) oldest = Math.min(oldest, queuedAt);
    this.timer = setTimeout(() => this.flush(), Math.max(0, oldest + this.settings.batchMs - Date.now()));
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.running) return;
    const entries = this.takeBatch();
    if (entries.length === 0) return;
    this.running = this.commit(entries).finally(() => {
      this.running = undefined;
      this.schedule();
    });
  }

  private takeBatch(): Entry[] {
    const taken: Entry[] = [];
    let rows = 0;
    let bytes = 0;
    while (rows < this.settings.batchRows && bytes < this.settings.batchBytes) {
      const entry = this.queue.take();
      if (!entry) break;
      this.queuedRows -= entry.rows;
      this.queuedBytes -= entry.size;
      if (entry.isSettled()) continue;
      taken.push(entry);
      rows += entry.rows;
      bytes += entry.size;
    }
    return taken;
  }

  private async commit(entries: readonly Entry[]): Promise<void> {
    const done = new Set<RowBatch<never>>();
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const live = entries.filter((entry) => !entry.isSettled());
      if (live.length === 0) return;
      try {
        await this.insert(live, done);
        for (const entry of live) entry.settle();
        return;
      } catch (error) {
        this.onError(error);
        if (!isTransient(error)) return this.isolate(live, error);
        await sleep(pause);
      }
    }
  }

  /** Rows that the engine will never take must not take others down with them: each unit is tried alone. */
  private async isolate(entries: readonly Entry[], error: unknown): Promise<void> {
    if (entries.length <= 1) for (const entry of entries) entry.settle(error);
    else for (const entry of entries) await this.commit([entry]);
  }

  private async insert(entries: readonly Entry[], done: Set<RowBatch<never>>): Promise<void> {
    for (const table of TABLES) {
      const batches = entries.flatMap((entry) => [...entry.part[table]]).filter((batch) => !done.has(batch));
      for (const group of groupsOf(batches, this.settings)) {
        await insertBatches(this.client, group, AbortSignal.timeout(this.settings.insertTimeoutMs));
        for (const batch of group) done.add(batch);
      }
    }
  }
}

/** A unit cut between its batches of events; findings and unparsed lines go with the last, so that what they speak of is there before them. */
function partsOf(unit: WriteUnit): { part: WriteUnit; size: number; rows: number }[] {
  const last = unit.events.at(-1);
  const parts: WriteUnit[] = [
    ...unit.events.slice(0, -1).map((batch) => ({ events: [batch], findings: [], unparsed: [] })),
    { events: last ? [last] : [], findings: unit.findings, unparsed: unit.unparsed },
  ];
  return parts.map((part) => {
    const batches = [...part.events, ...part.findings, ...part.unparsed];
    return { part, size: batches.reduce((sum, batch) => sum + batch.size, 0), rows: batches.reduce((sum, batch) => sum + batch.rows, 0) };
  }).filter(({ rows }) => rows > 0);
}

/** Batches in groups of at most one insert's rows and bytes (a single batch may be larger). */
function groupsOf(batches: Rows, limits: { readonly batchRows: number; readonly batchBytes: number }): RowBatch<never>[][] {
  const groups: RowBatch<never>[][] = [];
  let rows = Infinity;
  let bytes = 0;
  for (const batch of batches) {
    if (rows + batch.rows > limits.batchRows || bytes + batch.size > limits.batchBytes) {
      groups.push([]);
      rows = 0;
      bytes = 0;
    }
    groups.at(-1)?.push(batch);
    rows += batch.rows;
    bytes += batch.size;
  }
  return groups;
}
