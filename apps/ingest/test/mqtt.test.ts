import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from '@watchfloor/testing-env';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { generate, parser, type IConnackPacket, type Packet } from 'mqtt-packet';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { allowCertificate, makeCertificate, serverCertificate } from './certificates.ts';
import { closed } from './closed.ts';
import { startEngines, type Engines } from './engines.ts';
import { holdingProxy } from './held-answer.ts';
import { bundleIngest, startIngest, type RunningIngest } from './ingest-process.ts';
import { connLine, seedPlant, type Plant } from './plant.ts';
import { countersOf, eventually, settledCountersOf, storeOf } from './sender.ts';

vi.setConfig({ testTimeout: 120_000 });
let engines: Engines;
let main: string;
let ingest: RunningIngest;
let port: number;
let tlsPort: number;
let slug = 0;
const clients: MqttClient[] = [];
const plantOf = (): Promise<Plant> => seedPlant(engines.adminUrl, `mqtt-${++slug}`);
const topicOf = (plant: Plant): string => `wf/${plant.tenantId}/${plant.sensorId}/zeek`;
const stored = (plant: Plant, count: number) => eventually(async () => ((await storeOf(engines, plant).count()) >= count ? storeOf(engines, plant).events() : undefined));

beforeAll(async () => {
  [engines, main] = await Promise.all([startEngines(), bundleIngest('ingest-mqtt')]);
  [port, tlsPort] = [await freePort(), await freePort()];
  const topics = JSON.stringify([{ topics: ['shared/{name}/+/log'] }]);
  ingest = await startIngest(main, { ...engines.environment, ...(await serverCertificate(await engines.folder())), WF_MQTT_PORT: String(port), WF_MQTTS_PORT: String(tlsPort), WF_MQTT_TOPICS: topics });
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.endAsync(true)));
  await ingest?.end('SIGTERM');
  await engines?.stop();
});

/** A device that is connected. Rejects where the server refuses it. */
async function device(plant: Plant, options: IClientOptions = {}): Promise<MqttClient> {
  const client = mqtt.connect({ host: '127.0.0.1', port, username: plant.sensorId, password: plant.key, reconnectPeriod: 0, connectTimeout: 5_000, ...options });
  clients.push(client);
  client.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve());
    client.once('error', reject);
    client.once('close', () => reject(new Error('closed')));
  });
  return client;
}

const gone = (client: MqttClient): Promise<void> => new Promise((resolve) => { client.once('close', () => resolve()); });

/** Speaks MQTT packet by packet. */
async function bare(plant: Plant, clientId: string, options: { readonly to?: number; readonly clean?: boolean } = {}) {
  const socket = connect(options.to ?? port, '127.0.0.1');
  socket.on('error', () => undefined);
  const reader = parser();
  const packets: Packet[] = [];
  reader.on('packet', (packet) => packets.push(packet));
  socket.on('data', (chunk) => reader.parse(chunk));
  await once(socket, 'connect');
  socket.write(generate({ cmd: 'connect', clientId, protocolId: 'MQTT', protocolVersion: 4, clean: options.clean ?? true, username: plant.sensorId, password: Buffer.from(plant.key) }));
  const next = (cmd: Packet['cmd']): Promise<Packet> => eventually(async () => packets.splice(packets.findIndex((packet) => packet.cmd === cmd) >>> 0, 1)[0], 10);
  const publish = (messageId: number, payload: string, qos: 1 | 2 = 1, dup = false): boolean => socket.write(generate({ cmd: 'publish', topic: topicOf(plant), payload, qos, messageId, dup, retain: false }));
  const { sessionPresent } = (await next('connack')) as IConnackPacket;
  return { socket, sessionPresent, next, publish };
}

describe('MQTT', () => {
  it.each([4, 5] as const)('version %i: QoS 0, 1 and 2; a line or NDJSON; the topic stays with the event', async (protocolVersion) => {
    const plant = await plantOf();
    const client = await device(plant, { protocolVersion });
    await client.publishAsync(topicOf(plant), connLine(1), { qos: 1 });
    expect(await storeOf(engines, plant).count()).toBe(1);
    await client.publishAsync(topicOf(plant), `${connLine(2)}\n${connLine(3)}\n`, { qos: 2, retain: true });
    expect(await storeOf(engines, plant).count()).toBe(3);
    await client.publishAsync('shared/Sensor/a/log', connLine(4), { qos: 0 });
    const events = await stored(plant, 4);
    expect(events.map((event) => event.raw).sort()).toEqual([1, 2, 3, 4].map((n) => connLine(n)));
    expect(JSON.stringify(events.find((event) => event.raw === connLine(1)))).toContain(topicOf(plant));
    const counters = await eventually(async () => ((await countersOf(ingest, plant))['spooled'] === 0 ? countersOf(ingest, plant) : undefined));
    expect(counters).toMatchObject({ received: 4, stored: 4, dropped: 0 });
  });

  it('refuses wrong keys, another sensor\'s name and no credentials, in both versions', async () => {
    const [plant, other] = [await plantOf(), await plantOf()];
    for (const protocolVersion of [4, 5] as const) {
      await expect(device(plant, { protocolVersion, password: `wfs_${'a'.repeat(43)}` })).rejects.toThrow(/Bad (User|username)/i);
      await expect(device(plant, { protocolVersion, username: other.sensorId })).rejects.toThrow(/Bad (User|username)/i);
      await expect(device(plant, { protocolVersion, username: undefined as never, password: undefined as never })).rejects.toThrow(/Bad (User|username)/i);
    }
    await device(plant, { username: 'Sensor' });
  });

  it('lets nobody publish under another sensor\'s prefix nor subscribe to anything', async () => {
    const [plant, other] = [await plantOf(), await plantOf()];
    const five = await device(plant, { protocolVersion: 5 });
    await expect(five.publishAsync(topicOf(other), connLine(1), { qos: 1 })).rejects.toThrow(/Not authorized/i);
    await expect(five.subscribeAsync('#')).rejects.toThrow();
    const four = await device(other, { protocolVersion: 4 });
    await expect(four.subscribeAsync(topicOf(plant), { qos: 1 })).rejects.toThrow();
    const heard: string[] = [];
    four.on('message', (topic) => heard.push(topic));
    await five.publishAsync(topicOf(plant), connLine(2), { qos: 1, retain: true });
    const ended = gone(four);
    four.publish(topicOf(plant), connLine(3), { qos: 1 });
    await ended;
    expect(heard).toEqual([]);
    expect(await storeOf(engines, other).count()).toBe(0);
    expect(await settledCountersOf(ingest, plant)).toMatchObject({ received: 2, stored: 1, refused: 1 });
    expect(await settledCountersOf(ingest, other)).toMatchObject({ received: 1, stored: 0, refused: 1 });
  });

  it('over TLS knows a device by its certificate', async () => {
    const plant = await plantOf();
    const certificate = await makeCertificate('pump-7');
    const tls = { protocol: 'mqtts', port: tlsPort, rejectUnauthorized: false, username: undefined as never, password: undefined as never } as const;
    await expect(device(plant, { ...tls, ...certificate })).rejects.toThrow(/Bad User/i);
    await allowCertificate(engines.adminUrl, plant, certificate);
    const client = await eventually(async () => device(plant, { ...tls, ...certificate }).catch(() => undefined), 20);
    await client.publishAsync(topicOf(plant), connLine(1), { qos: 1 });
    expect(await storeOf(engines, plant).count()).toBe(1);
  });

  it('tells a repeat from a message that only looks the same', async () => {
    const plant = await plantOf();
    const first = await bare(plant, 'pump');
    const text = '{"level":"info","message":"pump started","reading":7}';
    first.publish(1, text);
    await first.next('puback');
    first.publish(1, text, 1, true);
    await first.next('puback');
    first.publish(1, text);
    await first.next('puback');
    for (const dup of [false, true, true]) {
      first.publish(9, connLine(9), 2, dup);
      await first.next('pubrec');
    }
    first.socket.write(generate({ cmd: 'pubrel', messageId: 9 }));
    await first.next('pubcomp');
    first.socket.destroy();
    const counters = await settledCountersOf(ingest, plant);
    expect([counters['received'], (counters['stored'] ?? 0) + (counters['unparsed'] ?? 0), counters['duplicate']]).toEqual([4, 3, 1]);
    expect((await storeOf(engines, plant).count()) + (await storeOf(engines, plant).unparsed()).length).toBe(3);
  });

  it('hangs up on endless packets, on strangers\' large ones and on what is no MQTT; keeps a will', async () => {
    const plant = await plantOf();
    for (const bytes of [Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]), Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.from([0x30, 5, 0, 1, 97, 98, 99])]) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.resume();
      socket.write(bytes);
      await closed(socket);
    }
    const known = await bare(plant, 'pump');
    known.socket.write(Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f]));
    await closed(known.socket);
    const client = await device(plant, { will: { topic: topicOf(plant), payload: Buffer.from(connLine(5)), qos: 1, retain: true } });
    client.stream.destroy();
    expect((await stored(plant, 1))[0]?.raw).toBe(connLine(5));
  });

  it('keeps the session of a device that wants it, and says so; QoS 2 goes on in it', async () => {
    const plant = await plantOf();
    const present = async (clean: boolean): Promise<boolean> => {
      const { socket, sessionPresent } = await bare(plant, 'pump', { clean });
      socket.destroy();
      return sessionPresent;
    };
    const answers: boolean[] = [];
    for (const clean of [false, false, false, true, false]) answers.push(await present(clean));
    expect(answers).toEqual([false, true, true, false, false]);
    const first = await bare(plant, 'pump', { clean: false });
    first.publish(7, connLine(7), 2);
    await first.next('pubrec');
    first.socket.destroy();
    const second = await bare(plant, 'pump', { clean: false });
    second.publish(7, connLine(7), 2, true);
    await second.next('pubrec');
    second.socket.write(generate({ cmd: 'pubrel', messageId: 7 }));
    await second.next('pubcomp');
    expect(await storeOf(engines, plant).count()).toBe(1);
    const five = { protocolVersion: 5, clientId: 'five', clean: false } as const;
    const resumed: boolean[] = [];
    for (const sessionExpiryInterval of [0, 60, 60, 0, 60]) {
      const client = await device(plant, { ...five, properties: { sessionExpiryInterval } });
      resumed.push((client as unknown as { connackPacket: IConnackPacket }).connackPacket.sessionPresent);
      client.stream.destroy();
      await gone(client);
    }
    expect(resumed).toEqual([false, false, true, true, false]);
  });

  it('ends the older connection of a client', async () => {
    const plant = await plantOf();
    const older = await bare(plant, 'same');
    const other = await bare(await plantOf(), 'same');
    const ended = closed(older.socket);
    await bare(plant, 'same');
    await ended;
    expect(other.socket.destroyed).toBe(false);
  });

  it('QoS 1, ingest killed between the commit and PUBACK and while messages come: the session is kept, each message is there once', async () => {
    const plant = await plantOf();
    const proxy = await holdingProxy(engines.clickHouseUrl);
    const own = await freePort();
    const environment = { ...engines.environment, WF_MQTT_PORT: String(own), WF_SPOOL_DIR: await engines.folder(), WF_RECEIVER_STATE_DIR: await engines.folder() };
    const doomed = await startIngest(main, { ...environment, WF_CLICKHOUSE_URL: proxy.url });
    const client = await device(plant, { port: own, clean: false, clientId: 'kept', reconnectPeriod: 50 });
    const present: boolean[] = [];
    client.on('packetreceive', (packet) => { if (packet.cmd === 'connack') present.push(packet.sessionPresent); });
    const held = proxy.holdNextInsert();
    let acknowledged = 0;
    const publish = (n: number): Promise<unknown> => client.publishAsync(topicOf(plant), connLine(n), { qos: 1 }).then(() => { acknowledged += 1; });
    const published = [1, 2, 3].map(publish);
    await held;
    expect(acknowledged).toBe(0);
    await doomed.end('SIGKILL');
    proxy.close();
    let next = await startIngest(main, environment);
    // The device sends what was not acknowledged one by one: more of it would only take longer.
    for (let n = 10; n < 25; n += 1) {
      published.push(publish(n));
      if (n === 17) {
        await Promise.all(published.slice(0, 5));
        await next.end('SIGKILL');
        next = await startIngest(main, environment);
      }
    }
    await Promise.all(published);
    expect(present).toEqual([true, true]);
    expect(await storeOf(engines, plant).count()).toBe(18);
    expect(await storeOf(engines, plant).unparsed()).toEqual([]);
    await client.endAsync(true);
    await next.end('SIGTERM');
  });
});
