import { isInChangeWindow } from '@watchfloor/assets';
import { describe, expect, it } from 'vitest';
import { PUMPING_STATION, TREATMENT_PLANT } from '../../demo/world/water.ts';
import { tellStory } from '../attacks/rogue-engineering-laptop.ts';
import type { SimLine } from '../line.ts';
import { attackNames } from '../run-attack.ts';
import { simulate } from '../traffic.ts';
import { Watch } from './watch.ts';

function traffic(now: number, seconds: number, seed = 'test'): SimLine[] {
  const lines: SimLine[] = [];
  for (const tick of simulate({ seed, now })) {
    lines.push(...tick.lines);
    if (tick.untilMs >= now + seconds * 1000) break;
  }
  return lines;
}

function story(now: number): SimLine[] {
  return tellStory({ seed: 'test', now }).steps.flatMap((step) => step.lines(now + step.afterMs));
}

// Local time of both water sites is UTC+1 then: Monday noon, and inside each change window.
const MONDAY_NOON = Date.UTC(2026, 10, 23, 11);
const SATURDAY_WINDOW = Date.UTC(2026, 10, 28, 1, 30);
const SUNDAY_WINDOW = Date.UTC(2026, 10, 29, 1, 30);

describe('normal traffic', () => {
  it.each([['on a working day', MONDAY_NOON], ['in the Saturday window', SATURDAY_WINDOW], ['in the Sunday window', SUNDAY_WINDOW]])('raises no finding and loses no column %s', (_when, now) => {
    const watch = new Watch();
    const lines = traffic(now, 900);
    watch.see(lines);
    expect(watch.unparsed).toEqual([]);
    expect(watch.lost).toEqual([]);
    expect(watch.findings.map((finding) => finding.title)).toEqual([]);
    expect([...watch.strangers]).toEqual([]);
    expect(lines.length / 900).toBeGreaterThan(15);
    expect(lines.length / 900).toBeLessThan(40);
  });

  it('is the same for the same seed, and another for another', () => {
    const texts = (seed: string): string[] => traffic(MONDAY_NOON, 20, seed).map((line) => line.text);
    expect(texts('a')).toEqual(texts('a'));
    expect(texts('a')).not.toEqual(texts('b'));
  });

  it('writes each line in the second that it was written in, oldest first', () => {
    let last = MONDAY_NOON;
    for (const tick of simulate({ seed: 'order', now: MONDAY_NOON })) {
      for (const line of tick.lines) {
        expect(line.atMs).toBeLessThan(tick.untilMs);
        expect(line.atMs).toBeGreaterThanOrEqual(last);
        last = line.atMs;
      }
      if (tick.untilMs > MONDAY_NOON + 60_000) break;
    }
  });

  it('has authorised writes inside the change window', () => {
    const writes = traffic(SUNDAY_WINDOW, 300).filter((line) => line.log === 'modbus_detailed' && line.text.includes('WRITE_'));
    expect(writes.length).toBeGreaterThan(0);
    expect(new Set(writes.map((line) => line.sensorId))).toEqual(new Set([TREATMENT_PLANT.sensor.id]));
  });
});

describe('the rogue engineering laptop', () => {
  it.each([['on a working day', MONDAY_NOON, TREATMENT_PLANT], ['in the Saturday window', SATURDAY_WINDOW, TREATMENT_PLANT], ['in the Sunday window', SUNDAY_WINDOW, PUMPING_STATION]])('is one group of findings about writes %s, at a site outside its window', (_when, now, place) => {
    const watch = new Watch();
    const lines = story(now);
    watch.see(lines);
    expect(new Set(lines.map((line) => line.sensorId))).toEqual(new Set([place.sensor.id]));
    expect(isInChangeWindow(place.windows, place.site.timeZone, now)).toBe(false);
    expect(watch.lost).toEqual([]);
    expect(new Set(watch.findings.map((finding) => finding.groupKey)).size).toBe(1);
    expect(new Set(watch.findings.map((finding) => finding.detectionId))).toEqual(new Set(['modbus-write']));
    expect(new Set(watch.findings.map((finding) => finding.findingId)).size).toBe(3);
    expect(watch.findings[0]?.title).toContain('outside the change window, and is no authorised master');
  });

  it('is found by its name', () => {
    expect(attackNames()).toContain('rogue-engineering-laptop');
  });
});

describe('the change windows of the water sites', () => {
  it('never overlap, so that the story always has a site outside its window', () => {
    for (let minute = 0; minute < 7 * 24 * 60; minute += 5) {
      const now = MONDAY_NOON + minute * 60_000;
      const inside = [TREATMENT_PLANT, PUMPING_STATION].filter((place) => isInChangeWindow(place.windows, place.site.timeZone, now));
      expect(inside.length).toBeLessThan(2);
    }
  });
});
