import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEngines, type Engines } from './engines.ts';
import { bundleIngest, startIngest, type RunningIngest } from './ingest-process.ts';
import { connLine, seedPlant } from './plant.ts';
import { eventually, storeOf } from './sender.ts';

const WANTED = 10_000;
const LEAST = 2_000;
const KIB_A_CONNECTION = 64;
/** What this process may open (and ingest, which inherits it), less what engines and files need. */
const idle = Math.min(WANTED, Number(/Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 0) - 1_000);
if (idle < LEAST) process.stderr.write(`the test of silent connections is skipped: this machine allows ${idle + 1_000} open files; raise ulimit -n above ${LEAST + 1_000}\n`);
let engines: Engines;
let ingest: RunningIngest;

beforeAll(async () => {
  const [started, main] = await Promise.all([startEngines(), bundleIngest('ingest-idle')]);
  engines = started;
  ingest = await startIngest(main, { ...engines.environment, WF_CONNECTIONS: String(idle), WF_IDENTIFY_MS: '600000' });
}, 120_000);
afterAll(async () => {
  await ingest?.end('SIGTERM');
  await engines?.stop();
});

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(ingest.syslogTcp, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Resident KiB of ingest. */
const residentKib = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${ingest.process.pid}/status`, 'utf8'))?.[1]);
const held = async (): Promise<number> => Number(/^watchfloor_ingest_connections\{receiver="syslog-tcp"\} (\d+)/m.exec(await (await fetch(`${ingest.url}/metrics`)).text())?.[1] ?? 0);

it.skipIf(idle < LEAST)(`${idle} connections that say nothing neither keep a sensor out nor cost more than ${KIB_A_CONNECTION} KiB each`, { timeout: 120_000 }, async () => {
  const plant = await seedPlant(engines.adminUrl, 'idle');
  const before = residentKib();
  const silent: Socket[] = [];
  while (silent.length < idle) silent.push(...(await Promise.all(Array.from({ length: Math.min(200, idle - silent.length) }, open))));
  await eventually(async () => ((await held()) === idle ? true : undefined), 30);
  expect((residentKib() - before) / idle).toBeLessThan(KIB_A_CONNECTION);
  // The table is full: the oldest silent one makes room.
  const sensor = await open();
  sensor.write(`AUTH ${plant.key}\n${connLine(1)}\n`);
  await eventually(async () => ((await storeOf(engines, plant).count()) === 1 ? true : undefined), 30);
  expect(await held()).toBe(idle);
  expect((await fetch(`${ingest.url}/readyz`)).status).toBe(200);
  for (const socket of [...silent, sensor]) socket.destroy();
  await eventually(async () => ((await held()) === 0 ? true : undefined), 30);
});
