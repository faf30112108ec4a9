import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import mqtt from 'mqtt';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { closed } from '../../apps/ingest/test/closed.ts';
import type { Plant } from '../../apps/ingest/test/plant.ts';
import { expectStored, sentLines, settledCounters } from './sent-lines.ts';
import { eventually, storeOf } from '../../apps/ingest/test/sender.ts';
import { startStage, type Stage } from './stage.ts';

vi.setConfig({ testTimeout: 120_000 });
let stage: Stage;
beforeAll(async () => {
  stage = await startStage('malformed');
});
afterAll(() => stage?.stop());

/** Sends frames one after the other as one sensor. */
type Way = (plant: Plant, frames: readonly Buffer[]) => Promise<void>;

const stream = (open: () => ReturnType<typeof connect>, ready: string, end: (frame: Buffer) => Buffer): Way => async (plant, frames) => {
  const socket = open();
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, ready);
  socket.end(Buffer.concat([Buffer.from(`AUTH ${plant.key}\n`), ...frames.map(end)]));
  await closed(socket);
};
const tcp = (): ReturnType<typeof connect> => connect(stage.ports.tcp, '127.0.0.1');
const ended = (frame: Buffer): Buffer => Buffer.concat([frame, Buffer.from('\n')]);
const counted = (frame: Buffer): Buffer => Buffer.concat([Buffer.from(`${frame.length} `), frame]);

const ways: Readonly<Record<string, Way>> = {
  'syslog over TCP, ended by newlines': stream(tcp, 'connect', ended),
  'syslog over TCP, octet-counted': stream(tcp, 'connect', counted),
  'syslog over TLS': stream(() => connectTls({ port: stage.ports.tls, host: '127.0.0.1', rejectUnauthorized: false }), 'secureConnect', counted),
  'syslog over UDP': async (plant, frames) => {
    const socket = createSocket('udp4');
    const header = Buffer.from(`<13>1 - - - - - [watchfloor@32473 key="${plant.key}"] `);
    for (const frame of frames) await new Promise((resolve) => socket.send(Buffer.concat([header, frame]), stage.ports.udp, '127.0.0.1', resolve));
    socket.close();
  },
  MQTT: async (plant, frames) => {
    const client = await mqtt.connectAsync({ host: '127.0.0.1', port: stage.ports.mqtt, username: plant.sensorId, password: plant.key, reconnectPeriod: 0 });
    for (const frame of frames) await client.publishAsync(`wf/${plant.tenantId}/${plant.sensorId}/log`, frame, { qos: 1 });
    await client.endAsync();
  },
};

/** Content that no parser can read, or that some parsers choke on. None has a newline. */
const odd: readonly Buffer[] = [
  Buffer.from([0x7b, 0xff, 0xfe, 0xc0, 0x80, 0x7d]), Buffer.from('nul \0 within'), Buffer.from('['.repeat(20_000)), Buffer.from('{"a":'.repeat(4_000)),
  Buffer.from('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'), Buffer.from('<999999>1 - - -'), Buffer.from('no log at all'),
];

it.each(Object.keys(ways))('%s: what is malformed is kept as it came or counted, and the lines around it are stored', async (way) => {
  const plant = await stage.plant();
  const good = sentLines(0, odd.length + 1).map((line) => Buffer.from(line));
  await ways[way]?.(plant, good.flatMap((line, at) => [line, ...odd.slice(at, at + 1)]));
  const counters = await eventually(async () => {
    const seen = await settledCounters(stage.ingest, plant);
    return seen['received'] === good.length + odd.length ? seen : undefined;
  });
  expect(counters).toMatchObject({ duplicate: 0, dropped: 0, refused: 0, ignored: 0, stored: expect.any(Number) as number });
  const store = storeOf(stage.engines, plant);
  const raws = await eventually(async () => {
    const rows = [...(await store.events()), ...(await store.unparsed())].map((row) => row.raw);
    return rows.length >= good.length + odd.length ? rows : undefined;
  });
  expect(raws).toHaveLength(good.length + odd.length);
  for (const frame of [...good, ...odd.slice(2)]) expect(raws.filter((raw) => raw.endsWith(frame.toString()))).toHaveLength(1);
});

it('a sender of one byte at a time is read to its end', async () => {
  const plant = await stage.plant();
  const socket = tcp().setNoDelay(true);
  await once(socket, 'connect');
  const [first, second] = sentLines(0, 2);
  for (const byte of Buffer.from(`AUTH ${plant.key}\n${first}\n${Buffer.byteLength(second ?? '')} ${second}`)) await new Promise((resolve) => socket.write(Buffer.of(byte), resolve));
  socket.end();
  await expectStored(stage.engines, plant, [first ?? '', second ?? '']);
});

it('an octet count that no message has ends the connection and is counted; what came before it is stored', async () => {
  const plant = await stage.plant();
  const [first, second] = sentLines(0, 2);
  const socket = tcp();
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, 'connect');
  socket.write(`AUTH ${plant.key}\n${first}\n${counted(Buffer.from(second ?? '')).toString()}99999999 <13>x`);
  await closed(socket);
  await expectStored(stage.engines, plant, [first ?? '', second ?? '']);
  expect(await settledCounters(stage.ingest, plant)).toMatchObject({ received: 3, stored: 2, refused: 1 });
});
