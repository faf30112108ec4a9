import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EngineUnavailable } from '../engine-unavailable.ts';
import { runCommand } from '../fetch/run-command.ts';
import { noProgress, type Progress } from '../progress.ts';
import type { RunningEngine } from '../running-engine.ts';
import { spawnLeashed, type LeashedProcess } from '../spawn-leashed.ts';
import { tailOf } from '../tail-of.ts';
import { waitUntil } from '../wait-until.ts';
import { findJava } from './find-java.ts';
import { javaArguments, REAUGMENTED } from './java-arguments.ts';
import { keycloakHome } from './keycloak-home.ts';

export interface KeycloakOptions {
  /** Folder of this installation: Keycloak's own files and its H2 database; made when absent and kept. */
  readonly dataDir: string;
  readonly port: number;
  readonly realm: string;
  /** The realm document; imported at the first start only, a realm that exists is left alone. */
  readonly realmDocument: unknown;
  readonly adminPassword: string;
  /** Base URL of a Keycloak of one's own that serves the realm; nothing is started then. */
  readonly own?: string | undefined;
  readonly progress?: Progress;
}

export interface RunningKeycloak extends RunningEngine {
  readonly url: string;
}

const USE_OWN = 'set WF_KEYCLOAK_URL to a Keycloak 26 that serves the realm, or WF_KEYCLOAK_HOME to an unpacked one (and JAVA_HOME to Java 17 or later)';
const READY_WITHIN_MS = 300_000;

/** Starts Keycloak on 127.0.0.1 in development mode with our realm. Throws EngineUnavailable. */
export async function startKeycloak(options: KeycloakOptions): Promise<RunningKeycloak> {
  const progress = options.progress ?? noProgress;
  if (options.own !== undefined) return { url: options.own.replace(/\/+$/, ''), pid: undefined, ended: new Promise(() => undefined), stop: () => Promise.resolve() };
  const tried: string[] = [];
  const java = await findJava(progress, tried);
  const dist = java === undefined ? undefined : await keycloakHome(progress, tried);
  if (java === undefined || dist === undefined) throw new EngineUnavailable('Keycloak', tried, USE_OWN);
  try {
    const home = await installInto(resolve(options.dataDir), dist, options);
    progress('Keycloak: starting');
    const engine = await launch(java, home, options);
    return { url: `http://127.0.0.1:${options.port}`, pid: engine.pid, ended: engine.ended, stop: engine.stop };
  } catch (error) {
    throw new EngineUnavailable('Keycloak', [...tried, `${dist}: ${error instanceof Error ? error.message : String(error)}`], USE_OWN, error);
  }
}

/** Each installation has its own copy, as Keycloak rewrites parts of itself for its settings and keeps its database inside. */
async function installInto(dataDir: string, dist: string, options: KeycloakOptions): Promise<string> {
  const home = join(dataDir, 'home');
  if (!existsSync(home)) {
    mkdirSync(dataDir, { recursive: true });
    const part = join(dataDir, 'home.part');
    rmSync(part, { recursive: true, force: true });
    await runCommand('cp', ['-r', dist, part]);
    renameSync(part, home);
  }
  mkdirSync(join(home, 'data', 'import'), { recursive: true });
  writeFileSync(join(home, 'data', 'import', `${options.realm}-realm.json`), JSON.stringify(options.realmDocument), { mode: 0o600 });
  return home;
}

async function launch(java: string, home: string, options: KeycloakOptions): Promise<LeashedProcess> {
  for (const built of [false, true]) {
    const env = { ...process.env, KC_BOOTSTRAP_ADMIN_USERNAME: 'admin', KC_BOOTSTRAP_ADMIN_PASSWORD: options.adminPassword };
    const engine = await spawnLeashed(java, javaArguments(home, options.port, built), { cwd: home, env });
    const tail = tailOf([engine.stdout, engine.stderr]);
    try {
      await waitUntil(engine, () => servesRealm(options), tail, READY_WITHIN_MS, 200);
      return engine;
    } catch (error) {
      await engine.stop();
      // The first start on new settings rewrites Keycloak's own code and asks to be started again.
      if (!built && (await engine.ended) === REAUGMENTED) continue;
      throw error;
    }
  }
  throw new Error('it asked to be started again twice');
}

async function servesRealm({ port, realm }: KeycloakOptions): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/realms/${realm}`, { signal: AbortSignal.timeout(5_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
