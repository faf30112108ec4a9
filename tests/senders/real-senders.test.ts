import { appendFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { allowCertificate, makeCertificate } from '../../apps/ingest/test/certificates.ts';
import type { Plant } from '../../apps/ingest/test/plant.ts';
import { eventually } from '../../apps/ingest/test/sender.ts';
import { expectStored, sentLines, settledCounters } from './sent-lines.ts';
import { startStage, type Stage } from './stage.ts';
import { noSenders, unpackedSender, type RunningSender, type UnpackedSender } from './unpacked-sender.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });
const described = noSenders === undefined ? describe : describe.skip;
const why = noSenders === undefined ? '' : ` (skipped: ${noSenders})`;
let stage: Stage;
beforeAll(async () => {
  if (noSenders === undefined) stage = await startStage('senders');
});
afterAll(() => stage?.stop());

const clean = (lines: number) => ({ received: lines, stored: lines, duplicate: 0, dropped: 0, refused: 0, unparsed: 0 });
const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

async function withSender(started: Promise<RunningSender>, work: (sender: RunningSender) => Promise<void>): Promise<void> {
  const sender = await started;
  try {
    await work(sender);
  } catch (error) {
    throw new Error(`the sender printed: ${sender.printed().slice(-1_000) || 'nothing'}`, { cause: error });
  } finally {
    await sender.stop();
  }
}

described(`rsyslog${why}`, () => {
  let rsyslog: UnpackedSender;
  beforeAll(async () => {
    rsyslog = await unpackedSender(['rsyslog', 'rsyslog-openssl', 'libestr0', 'libfastjson4', 'liblognorm5']);
  });

  /** A running rsyslog that follows `log` in its folder. */
  async function follow(folder: string, header: string, globals: string, action: string): Promise<RunningSender> {
    const file = join(folder, 'rsyslog.conf');
    await writeFile(file, [
      `global(workDirectory="${folder}" maxMessageSize="64k" ${globals})`, 'module(load="imfile")', `template(name="frame" type="string" string="${header}%msg%")`,
      `input(type="imfile" file="${join(folder, 'log')}" tag="zeek:" ruleset="out")`, `ruleset(name="out") { action(type="omfwd" target="127.0.0.1" protocol="tcp" TCP_Framing="octet-counted" template="frame" ${action}) }`, '',
    ].join('\n'));
    return rsyslog.start('usr/sbin/rsyslogd', ['-n', '-f', file, '-i', join(folder, 'pid'), '-M', rsyslog.path('usr/lib/*/rsyslog')]);
  }

  it('keeps on disk what it cannot send while ingest is stopped, and sends all of it', async () => {
    const [plant, folder] = [await stage.plant(), await stage.engines.folder()];
    const [before, probe, after] = [sentLines(0, 200), sentLines(200, 1), sentLines(201, 600)];
    await writeFile(join(folder, 'log'), text(before));
    const header = `<134>1 %timereported:::date-rfc3339% %hostname% zeek - - [watchfloor@32473 key=\\"${plant.key}\\"] `;
    const queue = 'queue.type="LinkedList" queue.filename="out" queue.size="200" queue.highWatermark="40" queue.lowWatermark="10" queue.timeoutEnqueue="60000" action.resumeRetryCount="-1" action.resumeInterval="1"';
    await withSender(follow(folder, header, '', `port="${stage.ports.tcp}" ${queue}`), async (sender) => {
      await expectStored(stage.engines, plant, before);
      expect(await settledCounters(stage.ingest, plant)).toMatchObject(clean(200));
      await stage.stopIngest();
      // TCP has no acknowledgement: what rsyslog writes into a connection that we have closed is lost, until it sees that it is closed.
      // What was on its way when the connection broke may come twice: rsyslog has no means to know whether it came.
      await appendFile(join(folder, 'log'), text(probe));
      await eventually(async () => (sender.printed().includes('cannot connect') ? true : undefined), 20);
      await appendFile(join(folder, 'log'), text(after));
      await eventually(async () => ((await readdir(folder)).some((name) => /^out\.\d+$/.test(name)) ? true : undefined), 20);
      await stage.startIngest();
      const [raw] = await expectStored(stage.engines, plant, [...before, ...after], { lost: probe, again: after });
      expect(raw).toMatch(/^<134>1 \d{4}-\d\d-\d\dT\S+ \S+ zeek - - \[watchfloor@32473 key="wfs_removed"\] \{/);
      const counters = await settledCounters(stage.ingest, plant);
      expect(counters).toMatchObject(clean(counters['received'] ?? 0));
    });
  });

  it('over TLS is the sensor that its client certificate names, and knows us by our own', async () => {
    const [plant, folder] = [await stage.plant(), await stage.engines.folder()];
    const lines = sentLines(0, 200);
    const certificate = await makeCertificate('gateway');
    await allowCertificate(stage.engines.adminUrl, plant, certificate);
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    await Promise.all([writeFile(cert, certificate.cert), writeFile(key, certificate.key), writeFile(join(folder, 'log'), text(lines))]);
    const globals = `defaultNetstreamDriver="ossl" defaultNetstreamDriverCAFile="${stage.authority}" defaultNetstreamDriverCertFile="${cert}" defaultNetstreamDriverKeyFile="${key}"`;
    const action = `port="${stage.ports.tls}" streamDriver="ossl" streamDriverMode="1" streamDriverAuthMode="x509/name" streamDriverPermittedPeers="localhost" action.resumeRetryCount="-1" action.resumeInterval="1"`;
    await withSender(follow(folder, '<134>1 %timereported:::date-rfc3339% %hostname% zeek - - - ', globals, action), async () => {
      await expectStored(stage.engines, plant, lines);
      expect(await settledCounters(stage.ingest, plant)).toMatchObject(clean(200));
    });
  });
});

described(`syslog-ng${why}`, () => {
  it('with a disk buffer gets everything through by its network() driver, over a restart of ingest', async () => {
    const ng = await unpackedSender(['syslog-ng-core', 'libivykis0', 'libnet1', 'libpcre3', 'libwrap0', 'libglib2.0-0'], ['usr/lib/syslog-ng']);
    const [plant, folder] = [await stage.plant(), await stage.engines.folder()];
    const lines = sentLines(0, 400);
    const [log, config] = [join(folder, 'log'), join(folder, 'syslog-ng.conf')];
    await writeFile(log, text(lines.slice(0, 150)));
    await writeFile(config, [
      '@version: 3.38', 'options { time-reopen(1); log-msg-size(65536); keep-hostname(yes); stats-freq(0); };', `source in { file("${log}" follow-freq(0.1) flags(no-parse) program-override("zeek")); };`,
      `rewrite sensor { set("${plant.key}" value(".SDATA.watchfloor@32473.key")); };`,
      `destination out { network("127.0.0.1" port(${stage.ports.tcp}) transport("tcp") flags(syslog-protocol) disk-buffer(reliable(yes) disk-buf-size(16777216) mem-buf-size(1000000) dir("${folder}"))); };`,
      'log { source(in); rewrite(sensor); destination(out); };', '',
    ].join('\n'));
    const files = ['-R', join(folder, 'persist'), '-p', join(folder, 'pid'), '-c', join(folder, 'control')];
    await withSender(ng.start('usr/sbin/syslog-ng', ['-F', '-e', '--no-caps', '-f', config, `--module-path=${ng.path('usr/lib/syslog-ng/3.38')}`, ...files]), async () => {
      await expectStored(stage.engines, plant, lines.slice(0, 150));
      expect(await settledCounters(stage.ingest, plant)).toMatchObject(clean(150));
      await stage.stopIngest();
      await appendFile(log, text(lines.slice(150)));
      await stage.startIngest();
      await expectStored(stage.engines, plant, lines, { again: lines.slice(150) });
      const counters = await settledCounters(stage.ingest, plant);
      expect(counters).toMatchObject(clean(counters['received'] ?? 0));
    });
  });
});

described(`logger of util-linux${why}`, () => {
  const sensorOf = (plant: Plant): string[] => ['--sd-id', 'watchfloor@32473', '--sd-param', `key="${plant.key}"`];

  it.each([
    ['RFC 5424 over TCP, ended by newlines', ['-T', '--rfc5424'], 300],
    ['RFC 5424 over TCP, octet-counted', ['-T', '--rfc5424=notq', '--octet-count', '-i', '-t', 'zeek', '--msgid', 'CONN'], 300],
    ['RFC 5424 over UDP', ['-d', '--rfc5424'], 60],
  ] as const)('%s: the sensor is that of the key in the structured data', async (_, options, count) => {
    const [plant, logger] = [await stage.plant(), await unpackedSender(['bsdutils'])];
    const lines = sentLines(0, count);
    await logger.run('usr/bin/logger', ['-n', '127.0.0.1', '-P', String(options[0] === '-d' ? stage.ports.udp : stage.ports.tcp), '-S', '8192', '-p', 'local0.info', ...options, ...sensorOf(plant)], lines);
    await expectStored(stage.engines, plant, lines);
    expect(await settledCounters(stage.ingest, plant)).toMatchObject(clean(count));
  });

  it('RFC 3164 over TCP and UDP: the sensor is that of the allow-listed address', async () => {
    const [plant, logger] = [await stage.plant({ syslogAddress: '127.0.0.1' }), await unpackedSender(['bsdutils'])];
    const lines = sentLines(0, 120);
    const send = (way: string, port: number, part: readonly string[]) => logger.run('usr/bin/logger', ['-n', '127.0.0.1', '-P', String(port), way, '--rfc3164', '-S', '8192', '-t', 'zeek', '-i'], part);
    await new Promise((resolve) => setTimeout(resolve, 1_500)); // the directory is read again
    await send('-T', stage.ports.tcp, lines.slice(0, 80));
    await send('-d', stage.ports.udp, lines.slice(80));
    await expectStored(stage.engines, plant, lines);
    expect(await settledCounters(stage.ingest, plant)).toMatchObject(clean(120));
  });
});

described(`mosquitto_pub${why}`, () => {
  const packages = ['mosquitto-clients', 'libmosquitto1', 'libcjson1'];
  const pub = async (plant: Plant, options: readonly string[], lines: readonly string[]): Promise<void> => {
    const mosquitto = await unpackedSender(packages);
    await mosquitto.run('usr/bin/mosquitto_pub', ['-t', `wf/${plant.tenantId}/${plant.sensorId}/zeek`, '-l', ...options], lines);
  };

  it.each([['1', 'mqttv311'], ['2', 'mqttv311'], ['1', 'mqttv5'], ['2', 'mqttv5']])('QoS %s with %s: stored when it ends, for it waits for every acknowledgement', async (qos, version) => {
    const plant = await stage.plant();
    const lines = sentLines(0, 100);
    await pub(plant, ['-h', '127.0.0.1', '-p', String(stage.ports.mqtt), '-u', plant.sensorId, '-P', plant.key, '-q', qos, '-V', version], lines);
    await expectStored(stage.engines, plant, lines);
    expect(await settledCounters(stage.ingest, plant)).toMatchObject(clean(100));
  });

  it('over TLS is the sensor that its client certificate names', async () => {
    const [plant, folder, certificate] = [await stage.plant(), await stage.engines.folder(), await makeCertificate('pump-7')];
    await allowCertificate(stage.engines.adminUrl, plant, certificate);
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    await Promise.all([writeFile(cert, certificate.cert), writeFile(key, certificate.key)]);
    const lines = sentLines(0, 50);
    await pub(plant, ['-h', 'localhost', '-p', String(stage.ports.mqtts), '--cafile', stage.authority, '--cert', cert, '--key', key, '-q', '1'], lines);
    await expectStored(stage.engines, plant, lines);
    expect(await settledCounters(stage.ingest, plant)).toMatchObject(clean(50));
  });
});
