import { Refused } from '@watchfloor/core';
import { deterministicId } from '@watchfloor/core/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OpenCases } from '../src/open-cases.ts';
import { aFinding, CaseBook, createDetectStage, HOSPITAL, WATER, type DetectStage } from './stage.ts';

const DAY = 86_400_000;
let stage: DetectStage;
let book: CaseBook;
let round = 0;
beforeAll(async () => {
  stage = await createDetectStage();
});
afterAll(() => stage?.stop());
beforeEach(() => {
  book = new CaseBook();
  round += 100;
});

/** A loop as a newly started process has it: nothing is remembered but what the stores hold. */
const freshLoop = (): OpenCases => new OpenCases(stage.stores(book.gateway), stage.metrics, stage.log);
const group = (): { groupKey: string } => ({ groupKey: `group-${round}` });

describe('findings come to cases', () => {
  it('many findings of one group open one case, in one message', async () => {
    await stage.insert([1, 2, 3].map((n) => aFinding(WATER, round + n, stage.now(), { ...group(), severityId: n === 2 ? 5 : 3 })));
    expect(await freshLoop().cycle(DAY)).toBe(3);
    expect(book.opened).toHaveLength(1);
    expect(book.opened[0]).toMatchObject({ tenantId: WATER, severity: 'critical', title: `write ${round + 2}`, techniques: ['T0836'], firstEventAt: stage.now() - (round + 3) * 1000 });
    expect(book.opened[0]?.summary).toContain('Next:\n1. Call the plant.');
    expect(await freshLoop().cycle(DAY)).toBe(0);
  });

  it('a death between assigning and delivering repeats the same call for the same case', async () => {
    await stage.insert([1, 2].map((n) => aFinding(WATER, round + n, stage.now(), group())));
    let attempted = '';
    book.fail = (input) => {
      attempted = input.caseId;
      return new Error('killed');
    };
    expect(await freshLoop().cycle(DAY)).toBe(0);
    const waiting = (await stage.findings(WATER)).filter((finding) => finding.groupKey === group().groupKey);
    expect(waiting.map((finding) => [finding.caseStatus, finding.caseId])).toEqual([['assigned', attempted], ['assigned', attempted]]);

    book.fail = undefined;
    // A finding that arrives meanwhile, older than the others, must not begin a case of its own.
    await stage.insert([aFinding(WATER, round + 9, stage.now(), group())]);
    stage.advance(60_000);
    expect(await freshLoop().cycle(DAY)).toBe(3);
    expect(book.caseIds()).toEqual([attempted]);
    expect(await freshLoop().cycle(DAY)).toBe(0);
  });

  it('a death after Temporal answered and before that was written down repeats the call, with the same findings', async () => {
    await stage.insert([aFinding(WATER, round + 1, stage.now(), group())]);
    const real = book.gateway.open;
    const dying = new OpenCases(stage.stores({ ...book.gateway, open: async (scope, input) => { await real(scope, input); throw new Error('killed'); } }), stage.metrics, stage.log);
    await dying.cycle(DAY);
    await freshLoop().cycle(DAY);
    expect(book.opened).toHaveLength(2);
    expect(book.opened[1]).toEqual(book.opened[0]);
  });

  it('later findings join the case of their group, at most one message a second', async () => {
    const loop = freshLoop();
    await stage.insert([aFinding(WATER, round + 1, stage.now(), group())]);
    await loop.cycle(DAY);
    await stage.insert([aFinding(WATER, round + 2, stage.now(), group())]);
    expect(await loop.cycle(DAY)).toBe(0);
    await stage.insert([aFinding(WATER, round + 3, stage.now(), group())]);
    stage.advance(1_000);
    expect(await loop.cycle(DAY)).toBe(2);
    expect(book.caseIds()).toHaveLength(1);
    expect(book.opened).toHaveLength(2);
  });

  it('a finding that was stored again, as windows are, is not delivered again', async () => {
    await stage.insert([aFinding(WATER, round + 1, stage.now(), group())]);
    await freshLoop().cycle(DAY);
    stage.advance(5_000);
    await stage.insert([{ ...aFinding(WATER, round + 1, stage.now(), group()), timeUs: (stage.now() - 10_000) * 1000 }]);
    expect(await freshLoop().cycle(DAY)).toBe(0);
  });

  it('a finding that was stored late is found by the sweep', async () => {
    await stage.insert([aFinding(WATER, round + 1, stage.now(), { ...group(), detectedAtMs: stage.now() - 3 * 3_600_000 })]);
    expect(await freshLoop().cycle(600_000)).toBe(0);
    expect(await freshLoop().cycle(DAY)).toBe(1);
  });

  it('tenants never share a case, and one that fails holds up nobody', async () => {
    await stage.insert([aFinding(WATER, round + 1, stage.now(), group()), aFinding(HOSPITAL, round + 1, stage.now(), group())]);
    book.fail = (input) => (input.tenantId === WATER ? new Refused('UNAVAILABLE', 'away') : undefined);
    expect(await freshLoop().cycle(DAY)).toBe(1);
    book.fail = undefined;
    stage.advance(60_000);
    expect(await freshLoop().cycle(DAY)).toBe(1);
    expect(book.caseIds()).toHaveLength(2);
  });

  it('a case that cannot be reopened any more gets a successor linked to it', async () => {
    const loop = freshLoop();
    await stage.insert([aFinding(WATER, round + 1, stage.now(), group())]);
    await loop.cycle(DAY);
    const [old] = book.caseIds();
    book.fail = (input) => (input.caseId === old ? new Refused('EXPIRED', 'closed too long ago') : undefined);
    stage.advance(2_000);
    await stage.insert([aFinding(WATER, round, stage.now(), group())]);
    expect(await loop.cycle(DAY)).toBe(1);
    expect(book.opened.at(-1)).toMatchObject({ linkedCaseId: old, findings: [{ id: deterministicId('finding', WATER, round) }] });
    stage.advance(2_000);
    await stage.insert([aFinding(WATER, round - 1, stage.now(), group())]);
    await loop.cycle(DAY);
    expect(book.opened.at(-1)?.caseId).toBe(book.opened.at(-2)?.caseId);
  });

  it('a crash while the successor opens comes back to the same successor, with its link', async () => {
    const loop = freshLoop();
    await stage.insert([aFinding(WATER, round + 2, stage.now(), group())]);
    await loop.cycle(DAY);
    const [old] = book.caseIds();
    stage.advance(2_000);
    await stage.insert([aFinding(WATER, round + 3, stage.now(), group())]);
    book.fail = (input) => (input.caseId === old ? new Refused('EXPIRED', 'closed too long ago') : new Error('connection lost'));
    expect(await loop.cycle(DAY)).toBe(0);
    book.fail = (input) => (input.caseId === old ? new Refused('EXPIRED', 'closed too long ago') : undefined);
    stage.advance(60_000);
    await stage.insert([aFinding(WATER, round + 4, stage.now() - 90_000, group())]);
    const again = freshLoop();
    await again.cycle(DAY);
    const successors = book.opened.filter((input) => input.caseId !== old);
    expect(new Set(successors.map((input) => input.caseId)).size).toBe(1);
    expect(successors.every((input) => input.linkedCaseId === old)).toBe(true);
  });

  it('hundreds of findings of one case go in bounded messages, each finding once', async () => {
    await stage.insert(Array.from({ length: 450 }, (_, n) => aFinding(WATER, 100_000 + round * 1000 + n, stage.now(), group())));
    const loop = freshLoop();
    for (let i = 0; i < 3; i++) {
      await loop.cycle(30 * DAY);
      stage.advance(1_000);
    }
    expect(Math.max(...book.opened.map((input) => input.findings.length))).toBeLessThanOrEqual(200);
    expect(new Set(book.findingIds()).size).toBe(450);
    expect(book.findingIds()).toHaveLength(450);
    expect(book.caseIds()).toHaveLength(1);
  });
});
