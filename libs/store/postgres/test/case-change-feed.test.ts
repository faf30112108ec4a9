import { createTestEnvironment, mintScope, type TestEnvironment } from '@watchfloor/testing-env';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCaseChangeFeed, type CaseChange, type CaseChangeFeed } from '../src/index.ts';

const A = '11111111-1111-4111-8111-111111111111';
const B = '22222222-2222-4222-8222-222222222222';
const CASE = '33333333-3333-4333-8333-333333333333';

let env: TestEnvironment<{ postgres: true }>;
let admin: pg.Client;
let feed: CaseChangeFeed;
let lost = 0;
beforeAll(async () => {
  env = await createTestEnvironment({ postgres: true });
  admin = new pg.Client({ connectionString: env.postgres.adminUrl });
  await admin.connect();
  feed = await openCaseChangeFeed(env.postgres.urls.wf_api, () => (lost += 1));
});
afterAll(async () => {
  await feed?.close();
  await admin?.end();
  await env?.close();
});

const announce = (payload: string) => admin.query("SELECT pg_notify('case_changed', $1)", [payload]);
const change = (tenantId: string) => announce(JSON.stringify({ tenantId, caseId: CASE }));
async function until(done: () => boolean, again: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
  while (!done()) {
    await again();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the feed of case changes', () => {
  it('tells each subscriber of its own tenants, until it leaves', async () => {
    const heard: Record<'a' | 'both', CaseChange[]> = { a: [], both: [] };
    const leave = feed.subscribe(mintScope([A]), (one) => heard.a.push(one));
    feed.subscribe(mintScope([A, B]), (one) => heard.both.push(one));
    await change(B);
    await change(A);
    await until(() => heard.both.length === 2);
    expect(heard.a).toEqual([{ tenantId: A, caseId: CASE }]);
    leave();
    await change(A);
    await until(() => heard.both.length === 3);
    expect(heard.a).toHaveLength(1);
  });

  it('passes over what is no change, and goes on', async () => {
    const heard: CaseChange[] = [];
    feed.subscribe(mintScope([A]), (one) => heard.push(one));
    for (const payload of ['', 'nonsense', '{"tenantId":1}', 'null']) await announce(payload);
    await change(A);
    await until(() => heard.length === 1);
  });

  it('connects again by itself when the database cuts it off', async () => {
    const heard: CaseChange[] = [];
    feed.subscribe(mintScope([A]), (one) => heard.push(one));
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'watchfloor-case-feed' AND datname = current_database()");
    await until(() => lost > 0);
    await until(() => heard.length > 0, () => change(A));
    expect(feed.listening()).toBe(true);
  });
});
