import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../src/limits/byte-budget.ts';
import { FairQueue } from '../src/limits/fair-queue.ts';
import { FairTurns, QUANTUM } from '../src/limits/fair-turns.ts';
import { TenantShares } from '../src/limits/tenant-shares.ts';

describe('fair turns', () => {
  it('let a tenant with little to do go ahead of the rest of a flood, and lose no turn', async () => {
    const turns = new FairTurns();
    const done: string[] = [];
    const work = async (tenant: string, slices: number, cost: number): Promise<void> => {
      for (let n = 0; n < slices; n += 1) {
        await turns.turn(tenant, cost, n > 0);
        done.push(tenant);
      }
    };
    const floods = Array.from({ length: 50 }, () => work('noisy', 20, QUANTUM));
    for (let n = 0; n < 3; n += 1) await nextTurn();
    await Promise.all([...floods, ...Array.from({ length: 10 }, () => work('quiet', 1, QUANTUM / 10))]);
    expect(done.length).toBe(1_010);
    // Ten small pieces are one quantum: they wait for a slice or two, not for a thousand.
    expect(done.lastIndexOf('quiet')).toBeLessThan(20);
  });

  it('finish one piece of work of a tenant before its next', async () => {
    const turns = new FairTurns();
    const done: string[] = [];
    const work = async (name: string): Promise<void> => {
      for (let n = 0; n < 3; n += 1) {
        await turns.turn('a', QUANTUM, n > 0);
        done.push(name);
      }
    };
    await Promise.all([work('first'), work('second')]);
    expect(done).toEqual(['first', 'first', 'first', 'second', 'second', 'second']);
  });

  it('serve work that costs more than a quantum', async () => {
    const turns = new FairTurns();
    await Promise.all([turns.turn('a', QUANTUM * 7, false), turns.turn('b', 1, false)]);
    await turns.turn('a', QUANTUM * 3, false);
  });
});

describe('the fair queue', () => {
  it('takes of each tenant in turn, by cost, and keeps a tenant in order', () => {
    const queue = new FairQueue<{ tenant: string; n: number; cost: number }>(10, (item) => item.cost);
    for (let n = 0; n < 100; n += 1) queue.push('a', { tenant: 'a', n, cost: 10 });
    for (let n = 0; n < 10; n += 1) queue.push('b', { tenant: 'b', n, cost: 2 });
    const first = Array.from({ length: 14 }, () => queue.take());
    expect(first.filter((item) => item?.tenant === 'b').map((item) => item?.n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(first.filter((item) => item?.tenant === 'a').map((item) => item?.n)).toEqual([0, 1, 2, 3]);
    let left = 0;
    while (queue.take()) left += 1;
    expect([left, queue.length, queue.take()]).toEqual([96, 0, undefined]);
  });
});

describe('shares', () => {
  it('leave room for the next tenant, whoever floods', () => {
    const shares = new TenantShares(1_000);
    while (shares.take('a', 10));
    expect(shares.heldBy('a')).toBe(500);
    while (shares.take('b', 10));
    expect(shares.heldBy('b')).toBe(250);
    expect(shares.take('c', 120)).toBe(true);
    shares.release('a', 500);
    expect(shares.heldBy('a')).toBe(0);
    expect(shares.inUse).toBe(370);
  });

  it('take one large thing when nothing else is held, and no more', () => {
    const shares = new TenantShares(100);
    expect([shares.take('a', 5_000), shares.take('b', 1), shares.take('a', 1)]).toEqual([true, false, false]);
    shares.release('a', 5_000);
    expect([shares.inUse, shares.take('b', 90)]).toEqual([0, true]);
  });

  it('of the bodies in memory: a tenant is told that it is too much of its own', () => {
    const budget = new ByteBudget(1_000);
    const [a, b] = [budget.of('a'), budget.of('b')];
    a.take(500);
    expect(() => a.take(1)).toThrow(/of yours/);
    b.take(200);
    expect(budget.inUse).toBe(700);
    a.release(500);
    b.release(200);
    expect(budget.inUse).toBe(0);
  });
});
