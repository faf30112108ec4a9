import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { casesOf, type CaseView } from '../stack/case-view.ts';
import { endpointsOf, person } from '../stack/person.ts';
import { runRecord, startWatchFloor, stopWatchFloor } from '../stack/watch-floor.ts';
import { waitFor } from '../stack/wait-for.ts';
import { SteadySender } from './steady-sender.ts';

const dir = process.env['WF_TEST_STACK'] ?? '';
const port = Number(process.env['WF_TEST_STACK_PORT'] ?? 0);
const endpoints = endpointsOf(dir);
const analyst = person(dir, 'ana');
const lead = person(dir, 'leo');
let sensorId = '';
let sender: SteadySender;

/** Direct look into the store, past every layer of ours: rows of the sensor and how many of them are different. */
async function storedOf(sensor: string): Promise<{ rows: number; different: number }> {
  const url = new URL(endpoints['clickhouse'] ?? '');
  const { clickhousePassword } = JSON.parse(readFileSync(join(dir, 'secrets.json'), 'utf8')) as { clickhousePassword: string };
  const client = createClient({ url: url.origin, username: 'watchfloor', password: clickhousePassword, database: 'watchfloor' });
  try {
    const answer = await client.query({ query: 'SELECT count() AS rows, uniqExact(event_id) AS different FROM events FINAL WHERE sensor_id = {sensor:UUID}', query_params: { sensor }, format: 'JSONEachRow' });
    const [row] = await answer.json<{ rows: string; different: string }>();
    return { rows: Number(row?.rows), different: Number(row?.different) };
  } finally {
    await client.close();
  }
}

async function kill(name: string): Promise<void> {
  const before = runRecord(dir)?.pids[name];
  if (before === undefined) throw new Error(`running.json names no process ${name}`);
  process.kill(before, 'SIGKILL');
  await waitFor(`${name} to be back`, async () => (runRecord(dir)?.pids[name] === before ? undefined : true));
}

beforeAll(async () => {
  const { sites } = await lead.data<{ sites: { tenantId: string; siteId: string }[] }>('{ sites { tenantId siteId } }');
  const site = sites[0];
  const input = { tenantId: site?.tenantId, siteId: site?.siteId, name: `fault ${Date.now()}`, source: 'zeek', cadenceSeconds: 86_400 };
  const { createSensor } = await lead.data<{ createSensor: { key: string; sensor: { sensorId: string } } }>('mutation S($input: CreateSensorInput!) { createSensor(input: $input) { key sensor { sensorId } } }', { input });
  sensorId = createSensor.sensor.sensorId;
  sender = new SteadySender(endpoints['ingestHttp'] ?? '', createSensor.key);
});
afterAll(async () => {
  await sender?.stop();
});

describe('while sensors send and a case escalates', () => {
  it('each service and the ClickHouse process may be killed: what was acknowledged is stored once', { timeout: 600_000 }, async () => {
    spawn('npm', ['run', '-s', 'cli', '--', 'demo', 'attack', 'rogue-engineering-laptop', '--data-dir', dir], { stdio: 'ignore' });
    for (const name of ['ingest', 'detect', 'cases', 'api', 'clickhouse']) {
      const before = sender.acknowledged;
      await kill(name);
      await waitFor(`acknowledgements after ${name} was killed`, async () => (sender.acknowledged > before + 40 ? true : undefined));
    }
    await sender.stop();
    const stored = await storedOf(sensorId);
    expect(stored.different).toBe(sender.acknowledged);
    expect(stored.rows).toBe(sender.acknowledged);
  });

  it('the case escalates once per step', { timeout: 400_000 }, async () => {
    const found = await waitFor('an escalating case', async () => (await casesOf(analyst)).find((c) => c.escalation.active && c.ledger.edges.some((e) => e.node.type === 'escalation.step')));
    const after = await waitFor('its second step', async () => (await casesOf(analyst)).find((c) => c.caseId === found.caseId && c.ledger.edges.filter((e) => e.node.type === 'escalation.step').length >= 2));
    const steps = after.ledger.edges.filter((e) => e.node.type === 'escalation.step').map((e) => `${String(e.node.data['chain'])}/${String(e.node.data['round'])}/${String(e.node.data['step'])}`);
    expect(new Set(steps).size).toBe(steps.length);
    const seqs = after.ledger.edges.map((e) => e.node.seq);
    expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] ?? 1) + i));
  });
});

// A stack that somebody else started (WF_TEST_STACK) is theirs to stop.
describe.skipIf(port === 0)('after Ctrl-C and a second start', () => {
  it('everything is still there, the clock of the open case went on, and no process is left behind', { timeout: 900_000 }, async () => {
    await sender.stop();
    const before = await casesOf(analyst);
    // One whose clock runs now: that of a low severity stands still at night and on Sundays.
    const open = before.find((c) => c.clocks.some((clock) => clock.name === 'resolve' && clock.state === 'RUNNING')) ?? expect.fail('no case has a running clock');
    const stored = await storedOf(sensorId);
    expect(await stopWatchFloor(dir)).toEqual([]);
    await startWatchFloor(dir, port);
    expect(await storedOf(sensorId)).toEqual(stored);
    const after = await casesOf(person(dir, 'ana'));
    expect(after.map((c) => c.caseId)).toEqual(expect.arrayContaining(before.map((c) => c.caseId)));
    const again = after.find((c) => c.caseId === open.caseId);
    const clock = (view: CaseView | undefined): { dueAt: string | null; consumedSeconds: number } | undefined => view?.clocks.find((c) => c.name === 'resolve');
    expect(clock(again)?.dueAt).toBe(clock(open)?.dueAt);
    expect(clock(again)?.consumedSeconds ?? 0).toBeGreaterThan(clock(open)?.consumedSeconds ?? 0);
  });
});
