import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaseStage, eventually, type CaseStage } from './stage/case-stage.ts';

const MINUTE = 60_000;
let stage: CaseStage;
beforeAll(async () => {
  stage = await createCaseStage();
});
afterAll(() => stage?.stop());

const types = async (caseId: string): Promise<string[]> => (await stage.ledger(caseId)).map((row) => row.type);

describe('a case from finding to close', () => {
  it('opens, escalates step by step until it is acknowledged, then is resolved and closed, all on record', async () => {
    const { caseId } = await stage.open();
    await eventually(async () => (await stage.notices(caseId)).some((notice) => notice.status === 'delivered'));
    await stage.advance(caseId, 6 * MINUTE);
    await eventually(async () => (await types(caseId)).filter((type) => type === 'notice.delivered').length === 3);
    const notices = await stage.notices(caseId);
    expect(notices.map((notice) => [notice.step, notice.channel, notice.recipient, notice.status, notice.attempts])).toEqual(
      expect.arrayContaining([
        [0, 'email', 'Ana Ng', 'delivered', 1],
        [1, 'email', 'Leo Lind', 'delivered', 1],
        [1, 'webhook', 'Leo Lind', 'delivered', 1],
      ]),
    );
    expect(await stage.command(caseId, { type: 'acknowledge' })).toMatchObject({ status: 'in_progress', duplicate: false });
    await stage.advance(caseId, 60 * MINUTE);
    expect((await stage.notices(caseId)).length).toBe(3);
    await stage.command(caseId, { type: 'resolve', verdict: 'true_positive', reason: 'engineer confirmed' });
    await stage.command(caseId, { type: 'close' });
    const row = await eventually(async () => {
      const found = await stage.row(caseId);
      return found?.status === 'closed' && found;
    });
    expect(row).toMatchObject({ verdict: 'true_positive', findingCount: 1 });
    const rows = await stage.ledger(caseId);
    expect(rows.map((entry) => entry.seq)).toEqual(rows.map((_, index) => index + 1));
    expect(row.lastSeq).toBe(rows.length);
  });
});
