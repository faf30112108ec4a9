import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngines, type Engines } from './engines.ts';
import { bundleIngest, startIngest, type RunningIngest } from './ingest-process.ts';
import { connLine, seedPlant, type Plant } from './plant.ts';
import { countersOf, eventually, settledCountersOf, storeOf } from './sender.ts';

const AWAY = 'http://watchfloor:x@127.0.0.1:9';
let engines: Engines;
let main: string;
let ingest: RunningIngest;
let slug = 0;
const plantOf = (options?: Parameters<typeof seedPlant>[2]): Promise<Plant> => seedPlant(engines.adminUrl, `syslog-${++slug}`, options);
const rfc5424 = (plant: Plant, message: string): string => `<134>1 2026-06-02T09:30:00Z gw zeek - - [watchfloor@32473 key="${plant.key}"] ${message}`;
const rfc3164 = (message: string): string => `<134>Jun  2 11:30:00 gw zeek[7]: ${message}`;

beforeAll(async () => {
  [engines, main] = await Promise.all([startEngines(), bundleIngest('ingest-syslog')]);
  ingest = await startIngest(main, engines.environment);
});
afterAll(async () => {
  await ingest?.end('SIGTERM');
  await engines?.stop();
});

async function tcp(text: string, from = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port: ingest.syslogTcp, host: '127.0.0.1', localAddress: from });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

async function udp(port: number, lines: readonly string[], from = '127.0.0.1'): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, from, resolve));
  for (const line of lines) await new Promise((resolve) => socket.send(line, port, '127.0.0.1', resolve));
  socket.close();
}

const stored = (plant: Plant, count: number) => eventually(async () => ((await storeOf(engines, plant).count()) >= count ? storeOf(engines, plant).events() : undefined));

describe('syslog over TCP', () => {
  it('knows the sensor by the key in the message, in both framings, and never stores the key', async () => {
    const plant = await plantOf();
    const counted = rfc5424(plant, connLine(1));
    const socket = await tcp(`${Buffer.byteLength(counted)} ${counted}${rfc5424(plant, connLine(2))}\n${rfc5424(plant, 'garbage')}\n`);
    const events = await stored(plant, 2);
    socket.end();
    expect(events.map((event) => event.source)).toEqual(['zeek-conn', 'zeek-conn']);
    const unparsed = await eventually(async () => ((await storeOf(engines, plant).unparsed()).length > 0 ? storeOf(engines, plant).unparsed() : undefined));
    for (const raw of [...events, ...unparsed].map((row) => row.raw)) {
      expect(raw).toContain('[watchfloor@32473 key="wfs_removed"]');
      expect(raw).not.toContain(plant.key);
    }
    expect(await settledCountersOf(ingest, plant)).toMatchObject({ received: 3, stored: 2, unparsed: 1 });
  });

  it('knows the sensor by an AUTH line, and keeps the header of a TSV log over the connection', async () => {
    const plant = await plantOf();
    const socket = await tcp(`AUTH ${plant.key}\n#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\n`);
    await new Promise((resolve) => setTimeout(resolve, 150));
    socket.end('1780392600.5\tC1\t10.20.1.5\t4000\t10.20.1.10\t502\ttcp\n');
    expect(await stored(plant, 1)).toMatchObject([{ srcIp: '10.20.1.5', dstPort: 502, timeUs: 1_780_392_600_500_000 }]);
  });

  it('knows the sensor by its allow-listed address, and reads times without a zone in the zone of its site', async () => {
    const plant = await plantOf({ syslogAddress: '127.0.0.31', timeZone: 'Europe/Berlin' });
    await new Promise((resolve) => setTimeout(resolve, 1_500)); // the directory is read again
    const socket = await tcp(`${rfc3164(connLine(1))}\n`, '127.0.0.31');
    const [event] = await stored(plant, 1);
    socket.end();
    expect(event).toMatchObject({ source: 'zeek-conn', timeUs: 1_780_392_601_250_000, raw: rfc3164(connLine(1)) });
  });

  it('hangs up on an address that is no sensor\'s and on a wrong key', async () => {
    for (const text of [`${rfc3164(connLine(1))}\n`, `AUTH wfs_${'a'.repeat(43)}\n`]) {
      const socket = await tcp(text);
      socket.resume();
      await once(socket, 'close');
    }
  });

  it('keeps the messages before one with a wrong key, and counts that one', async () => {
    const plant = await plantOf();
    const refused = async () => Number(/^watchfloor_ingest_lines_total\{sensor="unknown",outcome="refused"[^}]*\} (\d+)/m.exec(await (await fetch(`${ingest.url}/metrics`)).text())?.[1] ?? 0);
    const before = await refused();
    await tcp(`${rfc5424(plant, connLine(1))}\n${rfc5424({ ...plant, key: `wfs_${'x'.repeat(43)}` }, connLine(2))}\n`);
    await stored(plant, 1);
    await eventually(async () => ((await refused()) === before + 1 ? true : undefined));
  });

  it('stops reading while the store does not take more, and loses nothing of what it read', async () => {
    const plant = await plantOf();
    const socket = await tcp(`AUTH ${plant.key}\n`);
    const lines = 12_000;
    const body = Array.from({ length: lines }, (_, n) => `${connLine(n)}\n`).join('');
    socket.write(body);
    socket.end();
    await eventually(async () => ((await storeOf(engines, plant).count()) === lines ? true : undefined), 100);
    expect(await settledCountersOf(ingest, plant)).toMatchObject({ received: lines, stored: lines, refused: 0 });
  }, 120_000);
});

describe('syslog over UDP', () => {
  it('goes through the spool into the store; unknown senders are counted', async () => {
    const plant = await plantOf();
    await udp(ingest.syslogUdp, [rfc5424(plant, connLine(1)), rfc5424(plant, connLine(2)), rfc5424(plant, ''), rfc3164('nobody')]);
    const events = await stored(plant, 2);
    expect(events.every((event) => !event.raw.includes(plant.key))).toBe(true);
    const counters = await eventually(async () => {
      const seen = await countersOf(ingest, plant);
      return seen['spooled'] === 0 && seen['received'] === 3 ? seen : undefined;
    });
    expect(counters).toMatchObject({ stored: 2, unparsed: 0, ignored: 1, dropped: 0 });
    expect(await (await fetch(`${ingest.url}/metrics`)).text()).toContain('watchfloor_ingest_lines_total{sensor="unknown",outcome="refused"');
  }, 120_000);

  it('waits on disk while ClickHouse is away, survives kill -9 of ingest, and is stored once', async () => {
    const plant = await plantOf();
    const spool = await engines.folder();
    const cut = await startIngest(main, { ...engines.environment, WF_SPOOL_DIR: spool, WF_CLICKHOUSE_URL: AWAY }, 'healthz');
    await udp(cut.syslogUdp, Array.from({ length: 40 }, (_, n) => rfc5424(plant, connLine(n))));
    await eventually(async () => ((await countersOf(cut, plant).catch(() => undefined))?.['spooled'] === 40 ? true : undefined));
    await cut.end('SIGKILL');
    const next = await startIngest(main, { ...engines.environment, WF_SPOOL_DIR: spool });
    expect(await stored(plant, 40)).toHaveLength(40);
    const counters = await eventually(async () => ((await countersOf(next, plant))['spooled'] === 0 ? countersOf(next, plant) : undefined));
    expect(counters).toMatchObject({ received: 40, stored: 40, dropped: 0 });
    await next.end('SIGTERM');
  }, 120_000);

  it('drops what the spool has no room for, and says how much', async () => {
    const plant = await plantOf();
    const cut = await startIngest(main, { ...engines.environment, WF_SPOOL_DIR: await engines.folder(), WF_SPOOL_BYTES: '3000', WF_CLICKHOUSE_URL: AWAY }, 'healthz');
    await udp(cut.syslogUdp, Array.from({ length: 30 }, (_, n) => rfc5424(plant, connLine(n))));
    const counters = await eventually(async () => {
      const seen = await countersOf(cut, plant).catch(() => ({}) as Record<string, number>);
      return seen['received'] === 30 && (seen['spooled'] ?? 0) + (seen['dropped'] ?? 0) === 30 ? seen : undefined;
    });
    expect(counters['dropped']).toBeGreaterThan(20);
    expect(counters['spooled']).toBeGreaterThan(0);
    await cut.end('SIGKILL');
  }, 120_000);
});
