import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { advance, createTestEnvironment, virtualNow, type TestEnvironment } from '../src/index.ts';

let env: TestEnvironment<{ temporal: true }>;
let connection: Connection;
let native: NativeConnection;
beforeAll(async () => {
  env = await createTestEnvironment({ temporal: true });
  connection = await Connection.connect({ address: env.temporal.address });
  native = await NativeConnection.connect({ address: env.temporal.address });
});
afterAll(async () => {
  await connection.close();
  await native.close();
  await env.close();
});

it('moves one workflow through a month of timers on the real server, and no other', async () => {
  const { namespace, taskQueue } = env.temporal;
  const client = new Client({ connection, namespace });
  const worker = await Worker.create({ connection: native, namespace, taskQueue, workflowsPath: fileURLToPath(new URL('./sleepy.workflow.ts', import.meta.url)) });
  await worker.runUntil(async () => {
    const start = (): ReturnType<typeof client.workflow.start> => client.workflow.start('sleepyWorkflow', { workflowId: `sleepy:${randomUUID()}`, taskQueue, args: [30] });
    const [traveller, stayer] = [await start(), await start()];
    const before = Date.now();
    const after = await advance(client, traveller, 29.5 * 86_400_000);
    expect(after - before).toBeGreaterThanOrEqual(29.5 * 86_400_000);
    expect((await traveller.describe()).status.name).toBe('RUNNING');
    await advance(client, traveller, 86_400_000).catch(() => undefined); // it ends on the way
    expect(await traveller.result()).toBe(30);
    expect(await virtualNow(client, stayer)).toBeLessThan(before + 86_400_000);
    await stayer.terminate();
  });
});
