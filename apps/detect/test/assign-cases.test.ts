import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignCases, JOIN_WITHIN_US, SESSION_SPAN_US, type GroupSession, type UnassignedFinding } from '../src/correlate/assign-cases.ts';

const HOUR = 3_600_000_000;
const T0 = Date.UTC(2026, 10, 22) * 1000;
const finding = (findingId: string, hours: number, groupKey = 'g'): UnassignedFinding => ({ findingId, groupKey, timeUs: T0 + hours * HOUR });
const casesOf = (findings: UnassignedFinding[], sessions: GroupSession[] = []): Record<string, string> =>
  Object.fromEntries(assignCases('t', findings, sessions).map((a) => [a.findingId, a.caseId]));

describe('findings are assigned to cases', () => {
  it('one per group, and one for all findings of a group', () => {
    const cases = casesOf([finding('a', 0), finding('b', 1), finding('c', 2), finding('d', 1, 'other')]);
    expect(new Set([cases['a'], cases['b'], cases['c']]).size).toBe(1);
    expect(cases['d']).not.toBe(cases['a']);
  });

  it('joining within 24 hours of the last and not after', () => {
    const [first] = assignCases('t', [finding('a', 0)], []);
    const session = { groupKey: 'g', caseId: first?.caseId ?? '', firstFindingTimeUs: T0, lastFindingTimeUs: T0 };
    expect(casesOf([finding('b', 24)], [session])['b']).toBe(session.caseId);
    expect(casesOf([finding('b', 24.001)], [session])['b']).not.toBe(session.caseId);
  });

  it('never beyond 7 days from the first, however steady the stream', () => {
    const stream = Array.from({ length: 10 * 24 }, (_, hour) => finding(`f${String(hour).padStart(3, '0')}`, hour));
    const cases = casesOf(stream);
    expect(new Set(Object.values(cases)).size).toBe(2);
    expect(cases['f000']).toBe(cases['f168']);
    expect(cases['f169']).toBe(cases['f239']);
  });

  it('to the case of their time when they come late', () => {
    const old = { groupKey: 'g', caseId: 'old', firstFindingTimeUs: T0 - 100 * 24 * HOUR, lastFindingTimeUs: T0 - 100 * 24 * HOUR };
    const current = { groupKey: 'g', caseId: 'now', firstFindingTimeUs: T0, lastFindingTimeUs: T0 };
    expect(casesOf([{ ...finding('late', 0), timeUs: old.firstFindingTimeUs + HOUR }, finding('fresh', -2)], [old, current])).toEqual({ late: 'old', fresh: 'now' });
  });

  it('the same whatever the order and however often they are read', () => {
    const some = fc.array(fc.record({ id: fc.integer({ min: 0, max: 40 }), hour: fc.integer({ min: 0, max: 400 }), group: fc.constantFrom('g', 'h') }), { maxLength: 25 });
    fc.assert(fc.property(some, fc.infiniteStream(fc.nat()), (raw, order) => {
      const findings = [...new Map(raw.map((r) => [r.id, finding(`f${r.id}`, r.hour, r.group)])).values()];
      const shuffled = findings.map((f) => [order.next().value, f] as const).sort((a, b) => a[0] - b[0]).map(([, f]) => f);
      const cases = casesOf(findings);
      expect(casesOf(shuffled)).toEqual(cases);
      for (const caseId of new Set(Object.values(cases))) {
        const times = findings.filter((f) => cases[f.findingId] === caseId).map((f) => f.timeUs).sort((a, b) => a - b);
        expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual(SESSION_SPAN_US);
        for (const [i, time] of times.entries()) if (i > 0) expect(time - (times[i - 1] ?? 0)).toBeLessThanOrEqual(JOIN_WITHIN_US);
      }
    }));
  });
});
