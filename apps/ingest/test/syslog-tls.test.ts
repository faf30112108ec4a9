import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as tlsConnect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { freePort } from '@watchfloor/testing-env';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { allowCertificate, makeCertificate, serverCertificate, type Certificate } from './certificates.ts';
import { closed } from './closed.ts';
import { startEngines, type Engines } from './engines.ts';
import { bundleIngest, startIngest, type RunningIngest } from './ingest-process.ts';
import { connLine, seedPlant, type Plant } from './plant.ts';
import { countersOf, eventually, settledCountersOf, storeOf } from './sender.ts';

vi.setConfig({ testTimeout: 120_000 });
let engines: Engines;
let ingest: RunningIngest;
let tlsPort: number;
let slug = 0;
const plantOf = (options?: Parameters<typeof seedPlant>[2]): Promise<Plant> => seedPlant(engines.adminUrl, `tls-${++slug}`, options);
const message = (n: number): string => `<134>1 2026-06-02T09:30:00Z gw zeek - - - ${connLine(n)}`;
const counted = (text: string): string => `${Buffer.byteLength(text)} ${text}`;
const stored = (plant: Plant, count: number) => eventually(async () => ((await storeOf(engines, plant).count()) >= count ? storeOf(engines, plant).events() : undefined));
const metric = async (text: string): Promise<string | undefined> => (await (await fetch(`${ingest.url}/metrics`)).text()).split('\n').find((line) => line.startsWith(text));

beforeAll(async () => {
  const [started, main] = await Promise.all([startEngines(), bundleIngest('ingest-tls')]);
  engines = started;
  tlsPort = await freePort();
  ingest = await startIngest(main, { ...engines.environment, ...(await serverCertificate(await engines.folder())), WF_SYSLOG_TLS_PORT: String(tlsPort), WF_IDENTIFY_MS: '5000', WF_CONNECTIONS: '20' });
});
afterAll(async () => {
  await ingest?.end('SIGTERM');
  await engines?.stop();
});

async function tls(certificate?: Certificate): Promise<TLSSocket> {
  const socket = tlsConnect({ port: tlsPort, host: '127.0.0.1', localAddress: '127.0.0.51', rejectUnauthorized: false, ...certificate } as ConnectionOptions);
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, 'secureConnect');
  return socket;
}

async function tcp(localAddress = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port: ingest.syslogTcp, host: '127.0.0.1', localAddress });
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, 'connect');
  return socket;
}

describe('syslog over TLS', () => {
  it('knows the sensor by the fingerprint of its certificate, in both framings', async () => {
    const plant = await plantOf();
    const certificate = await makeCertificate('gateway');
    await allowCertificate(engines.adminUrl, plant, certificate);
    const socket = await tls(certificate);
    socket.end(counted(message(1)) + counted(message(2)) + `${message(3)}\n`);
    expect((await stored(plant, 3)).map((event) => event.source)).toEqual(['zeek-conn', 'zeek-conn', 'zeek-conn']);
    expect(await settledCountersOf(ingest, plant)).toMatchObject({ received: 3, stored: 3 });
  });

  it('takes the key in a message before the certificate, and an AUTH line where there is no certificate', async () => {
    const [owner, other] = [await plantOf(), await plantOf()];
    const certificate = await makeCertificate('gateway');
    await allowCertificate(engines.adminUrl, owner, certificate);
    const socket = await tls(certificate);
    socket.end(counted(message(1).replace(' - - - ', ` - - [watchfloor@32473 key="${other.key}"] `)));
    await stored(other, 1);
    expect(await storeOf(engines, owner).count()).toBe(0);
    const bare = await tls();
    bare.end(`AUTH ${owner.key}\n${message(2)}\n`);
    await stored(owner, 1);
  });

  it('hangs up on a certificate that is no sensor\'s, one that is over, and none; an address counts for nothing here', async () => {
    const plant = await plantOf({ syslogAddress: '127.0.0.51' });
    const over = await makeCertificate('late', -1);
    await allowCertificate(engines.adminUrl, plant, over);
    for (const certificate of [await makeCertificate('stranger'), over, undefined]) {
      const socket = await tls(certificate);
      socket.write(counted(message(1)));
      await closed(socket);
    }
    expect(await storeOf(engines, plant).count()).toBe(0);
  });

  it('ends a connection that speaks no TLS', async () => {
    const socket = connect({ port: tlsPort, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(`${message(1)}\n`);
    await closed(socket);
    expect(await metric('watchfloor_ingest_connections_refused_total{receiver="syslog-tls",reason="handshake"}')).toBeDefined();
  });
});

describe('strangers on plain syslog', () => {
  it('may not hold more than a few KiB, nor send a message whose octet count no message has', async () => {
    for (const text of [`<134>${'x'.repeat(100_000)}`, `900000 <134>${'x'.repeat(100_000)}`, '99999999 <134>x']) {
      const socket = await tcp();
      socket.write(text);
      await closed(socket);
    }
  });

  it('are ended when they do not say who they are, and make room for a sensor when there are too many', async () => {
    const idle = await Promise.all(Array.from({ length: 60 }, () => tcp()));
    const plant = await plantOf();
    const sensor = await tcp();
    sensor.write(`AUTH ${plant.key}\n${message(1)}\n`);
    await stored(plant, 1);
    await Promise.all(idle.map(closed));
    sensor.end(`${message(2)}\n`);
    await stored(plant, 2);
    expect(await metric('watchfloor_ingest_connections_refused_total{receiver="syslog-tcp",reason="evicted"}')).toBeDefined();
    expect(await metric('watchfloor_ingest_connections_refused_total{receiver="syslog-tcp",reason="unidentified"}')).toBeDefined();
  });

  it('whose long message has a sensor key in its head are let on', async () => {
    const plant = await plantOf();
    const socket = await tcp();
    const text = `<134>1 2026-06-02T09:30:00Z gw zeek - - [watchfloor@32473 key="${plant.key}"] {"a":"${'x'.repeat(200_000)}"}\n`;
    for (let at = 0; at < text.length; at += 10_000) socket.write(text.slice(at, at + 10_000));
    socket.end();
    await eventually(async () => (((await countersOf(ingest, plant))['received'] ?? 0) === 1 ? true : undefined));
  });

  it('and senders that are known by their address alone are counted and warned of once', async () => {
    const plant = await plantOf({ syslogAddress: '127.0.0.41' });
    await new Promise((resolve) => setTimeout(resolve, 1_500)); // the directory is read again
    const socket = await tcp('127.0.0.41');
    socket.end(`${message(1)}\n${message(2)}\n`);
    await stored(plant, 2);
    expect(await metric(`watchfloor_ingest_by_address_only_total{receiver="syslog-tcp",sensor="${plant.sensorId}"}`)).toMatch(/ 2$/);
    expect(ingest.log().match(new RegExp(`${plant.sensorId}.*on the word of an address`, 'g'))).toHaveLength(1);
  });
});
