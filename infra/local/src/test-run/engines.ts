import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startClickHouse } from '../clickhouse/start-clickhouse.ts';
import { freePort } from '../free-port.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { provisionPostgres, SERVICE_ROLES, type ServiceRole } from '../provision/provision-postgres.ts';
import type { RunningEngine } from '../running-engine.ts';
import { startTemporal } from '../temporal/start-temporal.ts';
import { scratchFolder } from './scratch-folder.ts';

/** What a test needs to reach each engine; plain data, so that it can cross processes. */
export interface EngineAddresses {
  /** A superuser's URL, the migrated database to copy, and the roles' passwords. */
  postgres: { adminUrl: string; template: string; passwords: Record<ServiceRole, string> };
  clickhouse: { url: string };
  temporal: { address: string };
}
export type EngineName = keyof EngineAddresses;

/** Starts each engine at most once, when first asked for, and stops what was started. */
export class Engines {
  readonly #started = new Map<EngineName, Promise<EngineAddresses[EngineName]>>();
  readonly #running: RunningEngine[] = [];
  #folder: Promise<string> | undefined;

  /** The addresses of an engine, which is started by the first call. Throws EngineUnavailable. */
  get<N extends EngineName>(name: N): Promise<EngineAddresses[N]> {
    const known = this.#started.get(name) ?? this.#start(name);
    this.#started.set(name, known);
    return known as Promise<EngineAddresses[N]>;
  }

  /** Stops all that runs and removes its data. */
  async stop(): Promise<void> {
    await Promise.allSettled(this.#started.values());
    await Promise.all(this.#running.map((engine) => engine.stop()));
    if (this.#folder !== undefined) await rm(await this.#folder, { recursive: true, force: true });
  }

  async #start(name: EngineName): Promise<EngineAddresses[EngineName]> {
    const folder = await (this.#folder ??= scratchFolder());
    switch (name) {
      case 'postgres': {
        const engine = await startPostgres({ dataDir: join(folder, 'postgres'), port: await freePort(), fast: true });
        this.#running.push(engine);
        const passwords = Object.fromEntries(SERVICE_ROLES.map((role) => [role, randomBytes(12).toString('hex')])) as Record<ServiceRole, string>;
        await provisionPostgres(engine.url, { passwords, database: 'wf_template' });
        return { adminUrl: engine.url, template: 'wf_template', passwords };
      }
      case 'clickhouse': {
        const engine = await startClickHouse({ dataDir: join(folder, 'clickhouse'), port: await freePort() });
        this.#running.push(engine);
        return { url: engine.url };
      }
      case 'temporal': {
        const engine = await startTemporal({ dataDir: undefined, port: await freePort() });
        this.#running.push(engine);
        return { address: engine.address };
      }
    }
  }
}
