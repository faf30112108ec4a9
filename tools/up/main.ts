import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { buildAll } from '../build/build-all.ts';
import { DEMO_CLIENTS, DEMO_PEOPLE } from '../demo/people.ts';
import { buildRealm } from '../demo/realm.ts';
import { DEMO_WORLD } from '../demo/world.ts';
import { forgetRun, openDataDir, recordRun } from './data-dir.ts';
import { endpointsOf, writeDemoLogins, writeEndpoints } from './endpoints.ts';
import { startEngines } from './engines.ts';
import { readOptions } from './options.ts';
import { Phases } from './phases.ts';
import { portsFrom, requireFreePorts } from './ports.ts';
import { loadSecrets } from './secrets.ts';
import { startServices } from './services.ts';
import { startSimulator } from './simulator-process.ts';
import { startScreen } from './start-screen.ts';
import { Supervisor } from './supervisor.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const startedAt = performance.now();
const options = readOptions(process.argv.slice(2));
const { dataDir, demo } = options;
const phases = new Phases();
const supervisor = new Supervisor({
  onExit: (name, ms) => phases.say(`${name} ended; starting it again in ${ms / 1000} s`),
  onRestart: (name) => {
    phases.say(`${name} is back`);
    recordRun(dataDir, supervisor.pids());
  },
  onRestartFailed: (name, reason, ms) => phases.say(`${name} does not start (${reason}); trying again in ${ms / 1000} s`),
});

let stopping: Promise<void> | undefined;
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    phases.say('Stopping.');
    await supervisor.stopAll((name) => phases.say(`  stopping ${name}`));
    forgetRun(dataDir);
    phases.say('Stopped. Everything is kept in the data folder; start again to go on.');
    process.exit(code);
  })();
  return stopping;
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));

async function start(): Promise<void> {
  openDataDir(dataDir);
  const ports = portsFrom(options.port);
  await requireFreePorts(ports);
  recordRun(dataDir, {});
  const sensorIds = DEMO_WORLD.flatMap((tenant) => tenant.sensors.map((sensor) => sensor.id));
  const secrets = loadSecrets(dataDir, [...DEMO_PEOPLE.map((p) => p.username), ...DEMO_CLIENTS.map((c) => c.clientId)], sensorIds);
  writeFileSync(join(dataDir, 'signing-key.pem'), secrets.signingKeyPem, { mode: 0o600 });
  const realmDocument = buildRealm(join(repository, 'infra', 'keycloak', 'watchfloor-realm.json'), {
    portalOrigins: [`http://127.0.0.1:${ports.api}`, `http://localhost:${ports.api}`],
    tenants: DEMO_WORLD,
    passwords: secrets.demo,
    demo,
  });
  await phases.time('build', () => buildAll((line) => phases.say(`  ${line}`)));
  const engines = await startEngines({ dataDir, ports, secrets, realmDocument, phases, supervisor });
  if (demo) {
    const { seedDemo } = await import('../demo/seed.ts'); // needs what the build generates: a fresh clone has none of it before
    await phases.time('demo customers', () =>
      seedDemo({ postgresUrl: engines.postgresUrls.wf_api, sensorKeys: secrets.sensorKeys, webhookUrl: `http://127.0.0.1:${ports.webhookSink}/hook`, now: new Date() }),
    );
  }
  await startServices({ engines, ports, secrets, dataDir, repository, demo, phases, supervisor });
  const endpoints = endpointsOf(ports, { ...engines, postgresUrl: engines.postgresAdminUrl });
  writeEndpoints(dataDir, endpoints);
  if (demo) {
    writeDemoLogins(dataDir, engines.keycloakUrl, secrets.demo);
    await supervisor.start(startSimulator({ dataDir, repository, sensorKeys: secrets.sensorKeys }));
  }
  recordRun(dataDir, supervisor.pids());
  const seconds = (performance.now() - startedAt) / 1000;
  phases.save(dataDir, seconds);
  phases.say(startScreen({ endpoints, passwords: secrets.demo, dataDir, demo, seconds }));
  phases.say('Watchfloor is ready');
}

try {
  await start();
} catch (error) {
  if (!stopping) {
    phases.say(`\nWatchfloor did not start: ${error instanceof Error ? error.message : String(error)}`);
    await stop(1);
  }
}
