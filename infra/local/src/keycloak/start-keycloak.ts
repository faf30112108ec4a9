import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineUnavailable } from '../engine-unavailable.ts';
import { noProgress, type Progress } from '../progress.ts';
import type { RunningEngine } from '../running-engine.ts';
import { spawnLeashed, type LeashedProcess } from '../spawn-leashed.ts';
import { tailOf } from '../tail-of.ts';
import { waitUntil } from '../wait-until.ts';
import { javaRuntime } from './java-runtime.ts';
import { keycloakDistribution } from './keycloak-distribution.ts';
import { keepBuild, keycloakHome } from './keycloak-home.ts';

export interface KeycloakOptions {
  /** Folder of its database and build output, made when absent and kept. */
  readonly dataDir: string;
  readonly port: number;
  readonly realm: string;
  /** Realm in Keycloak's export format; imported when the realm does not exist yet. */
  readonly realmDocument: unknown;
  /** Password of the administrator `admin`, made at the first start. */
  readonly adminPassword: string;
  /** Address that browsers use and tokens name; default http://127.0.0.1:port. */
  readonly publicUrl?: string;
  /** URL of a Keycloak of one's own that already has the realm; nothing is started then. */
  readonly own?: string | undefined;
  readonly progress?: Progress;
}

export interface RunningKeycloak extends RunningEngine {
  /** Base URL, without a path. */
  readonly url: string;
}

// The whole of JAVA_OPTS: a small heap and the quick compiler take half the CPU time and memory of the defaults.
const JAVA_OPTIONS = [
  '-Xms64m', '-Xmx400m', '-XX:MetaspaceSize=96M', '-XX:MaxMetaspaceSize=256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:+ExitOnOutOfMemoryError', '-Xshare:auto',
  '-Dfile.encoding=UTF-8', '-Duser.language=en', '-Duser.country=US', '-Duser.timezone=UTC', '-Djava.security.egd=file:/dev/urandom',
  ...['java.util', 'java.util.concurrent', 'java.security', 'java.lang'].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
  '--enable-native-access=ALL-UNNAMED', '-Djava.util.logging.manager=org.jboss.logmanager.LogManager', '-Dpicocli.disable.closures=true', '-Dquarkus-log-max-startup-records=10000',
  '-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory',
];
const REBUILT = 'exit code 10'; // Keycloak has rebuilt itself for these options and wants to be started again
const USE_OWN = 'set WF_KEYCLOAK_URL to a Keycloak 26 of your own with our realm, or WF_KEYCLOAK_HOME to the folder of an unpacked distribution';

/** Starts Keycloak on 127.0.0.1 with its own file database and imports the realm. Throws EngineUnavailable. */
export async function startKeycloak(options: KeycloakOptions): Promise<RunningKeycloak> {
  const progress = options.progress ?? noProgress;
  if (options.own !== undefined) return useOwn(options.own, options.realm);
  const url = options.publicUrl ?? `http://127.0.0.1:${options.port}`;
  const java = await javaRuntime(progress);
  const distribution = await keycloakDistribution(progress);
  try {
    const home = await keycloakHome(distribution, options.dataDir);
    writeImport(home, options);
    progress('Keycloak: starting (the first start takes about a minute)');
    let engine = await launch(java, home, options, url, []);
    let tail = tailOf([engine.stdout, engine.stderr]);
    const local = `http://127.0.0.1:${options.port}`;
    try {
      await waitUntil(engine, () => hasRealm(local, options.realm), tail, 600_000, 250);
    } catch (error) {
      const rebuilt = engine.child.exitCode === 10 && (await engine.ended) === REBUILT;
      await engine.stop();
      if (!rebuilt) throw error;
      engine = await launch(java, home, options, url, ['-Dkc.config.built=true']);
      tail = tailOf([engine.stdout, engine.stderr]);
      await waitUntil(engine, () => hasRealm(local, options.realm), tail, 600_000, 250).catch(async (again: unknown) => {
        await engine.stop();
        throw again;
      });
      await keepBuild(distribution, home);
    }
    rmSync(join(home, 'data', 'import'), { recursive: true, force: true }); // it holds secrets, and is imported
    return { url, pid: engine.pid, ended: engine.ended, stop: engine.stop };
  } catch (error) {
    throw new EngineUnavailable('Keycloak', [`${java} with ${distribution}: ${error instanceof Error ? error.message : String(error)}`], USE_OWN, error);
  }
}

function launch(java: string, home: string, options: KeycloakOptions, url: string, more: readonly string[]): Promise<LeashedProcess> {
  const args = [
    ...JAVA_OPTIONS, ...more, `-Dkc.home.dir=${home}`, `-Djboss.server.config.dir=${join(home, 'conf')}`, '-cp', join(home, 'lib', 'quarkus-run.jar'), 'io.quarkus.bootstrap.runner.QuarkusEntryPoint',
    'start-dev', '--http-host=127.0.0.1', `--http-port=${options.port}`, `--hostname=${url}`, '--cache=local', '--import-realm', '--log-level=warn',
  ];
  const env = { ...process.env, KC_BOOTSTRAP_ADMIN_USERNAME: 'admin', KC_BOOTSTRAP_ADMIN_PASSWORD: options.adminPassword };
  return spawnLeashed(java, args, { cwd: home, env, stopSignal: 'SIGTERM', stopWithinMs: 30_000 });
}

function writeImport(home: string, options: KeycloakOptions): void {
  const folder = join(home, 'data', 'import');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, `${options.realm}-realm.json`), JSON.stringify(options.realmDocument), { mode: 0o600 });
}

async function hasRealm(base: string, realm: string): Promise<boolean> {
  const answer = await fetch(`${base.replace(/\/+$/, '')}/realms/${realm}`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.status === 200;
}

async function useOwn(url: string, realm: string): Promise<RunningKeycloak> {
  if (!(await hasRealm(url, realm))) throw new EngineUnavailable('Keycloak', [`${url}/realms/${realm} did not answer 200`], USE_OWN);
  return { url, pid: undefined, ended: new Promise(() => undefined), stop: () => Promise.resolve() };
}
