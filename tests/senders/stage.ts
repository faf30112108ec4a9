import { freePort } from '@watchfloor/testing-env';
import { serverCertificate } from '../../apps/ingest/test/certificates.ts';
import { startEngines, type Engines } from '../../apps/ingest/test/engines.ts';
import { bundleIngest, startIngest, type RunningIngest } from '../../apps/ingest/test/ingest-process.ts';
import { seedPlant, type Plant } from '../../apps/ingest/test/plant.ts';

/** Ports of one ingest, the same after each start. */
export interface StagePorts {
  readonly tcp: number;
  readonly udp: number;
  readonly tls: number;
  readonly mqtt: number;
  readonly mqtts: number;
}

/** One ingest with every line receiver, on real engines. */
export interface Stage {
  readonly engines: Engines;
  readonly ports: StagePorts;
  /** File of the server's certificate, which is its own authority. */
  readonly authority: string;
  readonly ingest: RunningIngest;
  /** A new customer with one sensor. */
  plant(options?: Parameters<typeof seedPlant>[2]): Promise<Plant>;
  /** Ends ingest as a restart does, with what it read stored. */
  stopIngest(): Promise<void>;
  startIngest(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts engines and ingest. `name` is one that no other test file uses. */
export async function startStage(name: string, environment: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const [engines, main] = await Promise.all([startEngines(), bundleIngest(name)]);
  const ports = { tcp: await freePort(), udp: await freePort(), tls: await freePort(), mqtt: await freePort(), mqtts: await freePort() };
  const certificate = await serverCertificate(await engines.folder());
  const settings = {
    ...engines.environment, ...certificate, ...environment,
    WF_SYSLOG_TCP_PORT: String(ports.tcp), WF_SYSLOG_UDP_PORT: String(ports.udp), WF_SYSLOG_TLS_PORT: String(ports.tls), WF_MQTT_PORT: String(ports.mqtt), WF_MQTTS_PORT: String(ports.mqtts),
  };
  let ingest = await startIngest(main, settings);
  let plants = 0;
  return {
    engines, ports,
    authority: certificate['WF_TLS_CERT_FILE'] ?? '',
    get ingest() { return ingest; },
    plant: (options) => seedPlant(engines.adminUrl, `${name}-${++plants}`, options),
    stopIngest: async () => { await ingest.end('SIGTERM'); },
    startIngest: async () => { ingest = await startIngest(main, settings); },
    stop: async () => {
      await ingest.end('SIGTERM');
      await engines.stop();
    },
  };
}
