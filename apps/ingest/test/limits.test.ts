import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refused } from '@watchfloor/core';
import { deterministicId } from '@watchfloor/core/ids';
import { describe, expect, it, vi } from 'vitest';
import { BatchRegistry } from '../src/batch-registry.ts';
import { TenantQuotas } from '../src/limits/tenant-quotas.ts';
import { Spool } from '../src/spool/spool.ts';

describe('quotas', () => {
  const quotas = (): TenantQuotas => new TenantQuotas({ eventsPerSecond: 100, bytesPerSecond: 1_000, burstSeconds: 2 });

  it('let a burst through, then make the tenant wait as long as its debt, by events and by bytes', () => {
    const q = quotas();
    expect(q.waitSeconds('a', 0)).toBe(0);
    q.debit('a', 500, 0, 0);
    expect(q.waitSeconds('a', 0)).toBeCloseTo(3);
    expect(q.waitSeconds('a', 2_000)).toBeCloseTo(1);
    expect(q.waitSeconds('a', 3_001)).toBe(0);
    q.debit('b', 1, 7_000, 0);
    expect(q.waitSeconds('b', 0)).toBeCloseTo(5);
  });

  it('of one tenant do not touch another, and a clock that goes back gives nothing away', () => {
    const q = quotas();
    q.debit('a', 10_000, 0, 5_000);
    expect(q.waitSeconds('b', 5_000)).toBe(0);
    expect(q.waitSeconds('a', 1_000)).toBeCloseTo(98);
  });

  it('are the tenant’s own where it has some, and admit one batch of those that were read side by side', () => {
    const q = new TenantQuotas({ eventsPerSecond: 100, bytesPerSecond: 1_000, burstSeconds: 1 }, (id) => (id === 'own' ? { eventsPerSecond: 10, bytesPerSecond: null } : undefined));
    expect([q.admit('own', 30, 0, 0), q.admit('own', 30, 0, 0)]).toEqual([0, 2]);
    expect([q.admit('other', 300, 0, 0), q.admit('other', 300, 0, 0)]).toEqual([0, 2]);
    q.debit('own', -30, 0, 0);
    expect(q.waitSeconds('own', 0)).toBe(0);
  });
});

describe('the registry of batches', () => {
  it('runs a batch once while it is in flight and for the window after, per sensor', async () => {
    const registry = new BatchRegistry<number>(1_000);
    let runs = 0;
    const work = async (): Promise<number> => { await sleep(5); return ++runs; };
    const both = await Promise.all([registry.once('s', 'b', 'h', 0, work), registry.once('s', 'b', 'h', 0, work)]);
    expect(both.map((answer) => [answer.receipt, answer.repeated])).toEqual([[1, false], [1, true]]);
    expect((await registry.once('s', 'b', 'h', 999, work)).repeated).toBe(true);
    expect((await registry.once('other', 'b', 'h', 999, work)).repeated).toBe(false);
    expect((await registry.once('s', 'b', 'h', 1_001, work)).repeated).toBe(false);
  });

  it('forgets a batch that failed, and refuses a key that comes with another body', async () => {
    const registry = new BatchRegistry<number>(1_000);
    await expect(registry.once('s', 'b', 'h', 0, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect((await registry.once('s', 'b', 'h', 1, () => Promise.resolve(7))).repeated).toBe(false);
    await expect(registry.once('s', 'b', 'other body', 2, () => Promise.resolve(8))).rejects.toThrow(Refused);
  });
});

describe('the spool', () => {
  it('gives back what was synced after a write that failed half way, as on a full disk', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'wf-spool-'));
    const { spool } = await opened(dir);
    expect(await spool.append(record(1))).toBe(true);
    const { file } = Reflect.get(spool, 'current') as { file: FileHandle };
    const append = vi.spyOn(file, 'appendFile').mockImplementationOnce(async (data) => {
      await file.write(data as Buffer, 0, 20);
      throw new Error('ENOSPC');
    });
    await expect(spool.append(record(2))).rejects.toThrow('ENOSPC');
    append.mockRestore();
    expect(await spool.append(record(3))).toBe(true);
    const lines: string[] = [];
    for (let segment = await spool.oldest(); segment; segment = await spool.oldest()) {
      lines.push(...segment.records.map((each) => each.bytes.toString()));
      await spool.removeOldest();
    }
    expect(lines).toEqual(['line 1', 'line 3']);
    expect(spool.size).toBe(0);
    await rm(dir, { recursive: true });
  });

  const record = (n: number) => ({ arrivedAtMs: n, tenantId: deterministicId('t'), sensorId: deterministicId('s'), bytes: Buffer.from(`line ${n}`) });
  const opened = async (dir: string, maxBytes = 1e6): Promise<{ spool: Spool; left: number }> => {
    const spool = new Spool({ dir, maxBytes });
    return { spool, left: (await spool.open()).length };
  };

  it('keeps synced records for the next process, oldest first, under the same segment name', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'wf-spool-'));
    const first = await opened(dir);
    expect(await Promise.all(Array.from({ length: 100 }, (_, n) => first.spool.append(record(n))))).not.toContain(false);
    const again = await opened(dir); // the first was killed: never closed
    expect(again.left).toBe(100);
    const segment = await again.spool.oldest();
    expect(segment?.records.map((each) => each.bytes.toString())).toEqual(Array.from({ length: 100 }, (_, n) => `line ${n}`));
    expect(segment?.records[3]).toEqual(record(3));
    expect((await (await opened(dir)).spool.oldest())?.name).toBe(segment?.name);
    await again.spool.removeOldest();
    expect(await again.spool.oldest()).toBeUndefined();
    expect(again.spool.size).toBe(0);
    expect(await readdir(dir)).toEqual([]);
    await first.spool.close();
    await rm(dir, { recursive: true });
  });

  it('is bounded, and one tenant cannot fill it', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'wf-spool-'));
    const { spool } = await opened(dir, 500);
    const kept = await Promise.all(Array.from({ length: 20 }, (_, n) => spool.append(record(n))));
    expect(kept.filter(Boolean).length).toBe(7);
    const other = await Promise.all(Array.from({ length: 3 }, (_, n) => spool.append({ ...record(n), tenantId: deterministicId('another') })));
    expect(other).toEqual([true, false, false]);
    await spool.oldest();
    await spool.removeOldest();
    expect(await spool.append(record(1))).toBe(true);
    await spool.close();
    await rm(dir, { recursive: true });
  });

  it('ends a segment where it was cut off or damaged', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'wf-spool-'));
    const { spool } = await opened(dir);
    for (let n = 0; n < 3; n += 1) await spool.append(record(n));
    const [file = ''] = await readdir(dir);
    await truncate(join(dir, file), 54 * 3 - 5);
    expect((await opened(dir)).left).toBe(2);
    const bytes = await readFile(join(dir, file));
    bytes[54 + 60 - 20] = 0xee;
    await writeFile(join(dir, file), bytes);
    expect((await opened(dir)).left).toBe(1);
    await spool.close();
    await rm(dir, { recursive: true });
  });
});
