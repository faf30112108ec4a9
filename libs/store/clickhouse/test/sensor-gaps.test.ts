import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gapsBetween } from '../src/index.ts';

const spans = fc.array(fc.tuple(fc.nat(100_000), fc.nat(5_000)), { maxLength: 12 }).map((pairs) => pairs.map(([start, length]) => ({ fromMs: start, toMs: start + length })).sort((a, b) => a.fromMs - b.fromMs));

it('an instant is in a gap or no longer than the cadence from activity or an end of the period, and never in both', () => {
  fc.assert(fc.property(spans, fc.integer({ min: 1, max: 20 }), (active, cadenceSeconds) => {
    const sensor = { sensorId: 's', cadenceSeconds };
    const gaps = gapsBetween(sensor, active, 10_000, 90_000);
    for (const gap of gaps) {
      expect(gap.fromMs).toBeGreaterThanOrEqual(10_000);
      expect(gap.toMs).toBeLessThanOrEqual(90_000);
      expect(active.some((span) => span.toMs > gap.fromMs && span.fromMs < gap.toMs)).toBe(false);
      if (active.length > 0) expect(gap.toMs - gap.fromMs).toBeGreaterThan(cadenceSeconds * 1000);
    }
    const covered = [...active, ...gaps, { fromMs: 10_000, toMs: 10_000 }, { fromMs: 90_000, toMs: 90_000 }].sort((a, b) => a.fromMs - b.fromMs);
    let end = 10_000;
    for (const part of covered) {
      if (end < 90_000) expect(Math.min(part.fromMs, 90_000) - end).toBeLessThanOrEqual(cadenceSeconds * 1000);
      end = Math.max(end, part.toMs);
    }
  }));
});

it('a sensor that was never heard is one gap, however short the period', () => {
  expect(gapsBetween({ sensorId: 's', cadenceSeconds: 3600 }, [], 0, 1000)).toEqual([{ sensorId: 's', fromMs: 0, toMs: 1000 }]);
});
