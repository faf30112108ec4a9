import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Counters } from '../counters.ts';
import type { Intake } from '../intake.ts';
import type { SensorDirectory } from '../sensor-directory.ts';
import type { Spool } from '../spool/spool.ts';
import { FolderReceiver } from './folder/folder.receiver.ts';
import type { LineReceiversConfig } from './line-receivers-config.ts';
import { LineMeter } from './line-meter.ts';
import { MqttReceiver } from './mqtt/mqtt.receiver.ts';
import { PublishStore } from './mqtt/publish-store.ts';
import { SessionLog } from './mqtt/session-log.ts';
import { TopicRules } from './mqtt/topic-rules.ts';
import { BucketReceiver } from './s3/bucket.receiver.ts';
import { SyslogTcpReceiver } from './syslog-tcp.receiver.ts';
import { SyslogUdpReceiver } from './syslog-udp.receiver.ts';
import { readTlsIdentity } from './tls-identity.ts';

export interface LineReceiverParts {
  readonly sensors: SensorDirectory;
  readonly intake: Intake;
  readonly counters: Counters;
  readonly spool: Spool;
  readonly log: Logger;
}

/** A receiver with what starts it: its port, or nothing to listen on. */
interface Running {
  readonly name: string;
  readonly start: () => Promise<number | undefined>;
  readonly close: (graceMs: number) => Promise<void>;
}

/** The receivers that are not HTTP: those that configuration switches on. Throws where TLS is asked for without a certificate. */
export class LineReceivers {
  private readonly running: readonly Running[];

  constructor(config: LineReceiversConfig & { readonly WF_HTTP_HOST: string }, parts: LineReceiverParts) {
    this.running = receiversOf(config, parts);
  }

  /** Starts them; resolves with the ports that they listen on, by name. */
  async start(): Promise<Readonly<Record<string, number>>> {
    const ports: Record<string, number> = {};
    for (const { name, start } of this.running) {
      const port = await start();
      if (port !== undefined) ports[name] = port;
    }
    return ports;
  }

  /** Stops receiving, and returns when what was read is settled or `graceMs` is over. */
  async close(graceMs: number): Promise<void> {
    await Promise.all(this.running.map(({ close }) => close(graceMs)));
  }
}

function receiversOf(config: LineReceiversConfig & { readonly WF_HTTP_HOST: string }, parts: LineReceiverParts): Running[] {
  const { sensors, intake, counters, spool, log } = parts;
  const meter = new LineMeter(counters, log);
  const tls = readTlsIdentity({ certFile: config.WF_TLS_CERT_FILE, keyFile: config.WF_TLS_KEY_FILE, clientCaFile: config.WF_TLS_CLIENT_CA_FILE });
  if (!tls && (config.WF_SYSLOG_TLS_PORT !== undefined || config.WF_MQTTS_PORT !== undefined)) throw new Error('WF_SYSLOG_TLS_PORT and WF_MQTTS_PORT need WF_TLS_CERT_FILE and WF_TLS_KEY_FILE');
  const limits = { most: config.WF_CONNECTIONS, identifyMs: config.WF_IDENTIFY_MS };
  const syslog = { sensors, intake, counters, meter, log };
  const sessions = new SessionLog(join(config.WF_RECEIVER_STATE_DIR, 'mqtt-sessions.ndjson'));
  const mqtt = { sensors, sessions, rules: new TopicRules(config.WF_MQTT_TOPICS), store: new PublishStore(intake, spool, counters, log), meter, log, clients: new Map() };
  const settings = { packetBytes: config.WF_MQTT_PACKET_BYTES };
  const listening: [string, number | undefined, () => { listen(host: string, port: number): Promise<number>; close(graceMs: number): Promise<void> | void }][] = [
    ['syslogTcp', config.WF_SYSLOG_TCP_PORT, () => new SyslogTcpReceiver(syslog, limits)],
    ['syslogTls', config.WF_SYSLOG_TLS_PORT, () => new SyslogTcpReceiver(syslog, limits, tls)],
    ['syslogUdp', config.WF_SYSLOG_UDP_PORT, () => new SyslogUdpReceiver(sensors, intake, counters, spool, meter, log)],
    ['mqtt', config.WF_MQTT_PORT, () => new MqttReceiver(mqtt, limits, settings)],
    ['mqtts', config.WF_MQTTS_PORT, () => new MqttReceiver(mqtt, limits, settings, tls)],
  ];
  const state = { stateDir: config.WF_RECEIVER_STATE_DIR };
  const polling: Running[] = [];
  if (config.WF_MQTT_PORT !== undefined || config.WF_MQTTS_PORT !== undefined) polling.push({ name: 'mqttSessions', start: async () => sessions.open(Date.now()).then(() => undefined), close: () => sessions.close() });
  const source = { sensors, intake, meter, log };
  const folders = new FolderReceiver(source, config.WF_FOLDERS, { ...state, pollMs: config.WF_FOLDERS_POLL_MS });
  if (config.WF_FOLDERS.length > 0) polling.push({ name: 'folders', start: async () => folders.start().then(() => undefined), close: (graceMs) => folders.close(graceMs) });
  for (const [index, settings] of config.WF_BUCKETS.entries()) {
    const bucket = new BucketReceiver(source, settings, { ...state, pollMs: config.WF_BUCKETS_POLL_MS });
    polling.push({ name: `bucket${index}`, start: async () => bucket.start().then(() => undefined), close: (graceMs) => bucket.close(graceMs) });
  }
  return polling.concat(listening.flatMap(([name, port, make]) => {
    if (port === undefined) return [];
    const receiver = make();
    return [{ name, start: () => receiver.listen(config.WF_HTTP_HOST, port), close: async (graceMs: number) => receiver.close(graceMs) }];
  }));
}
