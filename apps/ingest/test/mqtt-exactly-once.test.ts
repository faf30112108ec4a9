import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '@watchfloor/core';
import { generate, parser, type Packet } from 'mqtt-packet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MqttConnection, type MqttParts } from '../src/receivers/mqtt/mqtt-connection.ts';
import { SessionLog } from '../src/receivers/mqtt/session-log.ts';
import { TopicRules } from '../src/receivers/mqtt/topic-rules.ts';
import { eventually } from './sender.ts';

const SENSOR = { id: '5e0f4f0a-8f0f-4d43-9f43-0d9f6f5b7a11', tenantId: '7b0f4f0a-8f0f-4d43-9f43-0d9f6f5b7a12', name: 'pump', source: 'auto' };
const KEY = `wfs_${'k'.repeat(43)}`;
const TOPIC = `wf/${SENSOR.tenantId}/${SENSOR.id}/log`;

let folder: string;
let sessions: SessionLog;
let server: Server;
let port: number;
/** What becomes of the next messages, in order; stored at once where nothing is said. */
let fates: Promise<void>[];
let asked: number;
const sockets: Socket[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wf-mqtt-'));
  sessions = new SessionLog(join(folder, 'sessions.ndjson'));
  await sessions.open(Date.now());
  [fates, asked] = [[], 0];
  const store = { waitSeconds: () => 0, refuse: () => undefined, store: () => { asked += 1; return fates.shift() ?? Promise.resolve(); } };
  const parts = { sensors: { byKey: () => Promise.resolve({ sensor: SENSOR, timeZone: 'UTC' }) }, rules: new TopicRules([]), store, sessions, takeOver: () => undefined } as unknown as MqttParts;
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    void new MqttConnection(socket, undefined, parts, { packetBytes: 65_536 }).serve().catch(() => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
  await sleep(20);
  await sessions.close();
  await rm(folder, { recursive: true, force: true });
});

async function device(): Promise<{ socket: Socket; packets: Packet[]; publish: (dup: boolean) => void; closed: Promise<unknown> }> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  const packets: Packet[] = [];
  const reader = parser();
  reader.on('packet', (packet) => packets.push(packet));
  socket.on('data', (chunk) => reader.parse(chunk));
  const closed = new Promise((resolve) => { socket.once('close', resolve); });
  socket.write(generate({ cmd: 'connect', clientId: 'pump', protocolId: 'MQTT', protocolVersion: 4, clean: false, username: SENSOR.id, password: Buffer.from(KEY) }));
  await eventually(async () => (packets.some(({ cmd }) => cmd === 'connack') ? true : undefined), 5);
  const publish = (dup: boolean): void => { socket.write(generate({ cmd: 'publish', topic: TOPIC, payload: 'x', qos: 2, messageId: 7, dup, retain: false })); };
  return { socket, packets, publish, closed };
}

const received = ({ packets }: { packets: Packet[] }): Promise<true> => eventually(async () => (packets.some(({ cmd }) => cmd === 'pubrec') ? true : undefined), 5);

describe('QoS 2', () => {
  it('stores a message again whose first try failed and ended the connection', async () => {
    fates = [Promise.reject(new Refused('UNAVAILABLE', 'away'))];
    fates[0]?.catch(() => undefined);
    const first = await device();
    first.publish(false);
    await first.closed;
    const second = await device();
    second.publish(true);
    await received(second);
    expect(asked).toBe(2);
  });

  it('does not acknowledge on a new connection what the old one has not stored yet', async () => {
    const commit = Promise.withResolvers<void>();
    fates = [commit.promise, commit.promise];
    const first = await device();
    first.publish(false);
    await eventually(async () => (asked === 1 ? true : undefined), 5);
    first.socket.destroy();
    const second = await device();
    second.publish(true);
    await sleep(150);
    expect(second.packets.map(({ cmd }) => cmd)).not.toContain('pubrec');
    commit.resolve();
    await received(second);
  });

  it('takes a repeat between PUBREC and PUBREL for the same message', async () => {
    const one = await device();
    for (const dup of [false, true, true]) {
      one.publish(dup);
      await received(one);
      one.packets.length = 0;
    }
    expect(asked).toBe(1);
  });
});
