import { join } from 'node:path';
import type { Phases } from './phases.ts';
import type { PortName } from './ports.ts';
import { serviceEnv, type ServiceEnvInput } from './service-env.ts';
import { serviceProcess } from './service-process.ts';
import type { Supervisor } from './supervisor.ts';

const PORT_OF = { ingest: 'ingest', detect: 'detect', cases: 'cases', api: 'api' } as const satisfies Record<string, PortName>;
type ServiceName = keyof typeof PORT_OF;

/** Starts the four services side by side, each kept alive by the supervisor and ready by its own word (/readyz). */
export async function startServices(input: ServiceEnvInput & { readonly phases: Phases; readonly supervisor: Supervisor }): Promise<void> {
  const env = serviceEnv(input);
  await Promise.all(
    (Object.keys(PORT_OF) as ServiceName[]).map((name) =>
      input.phases.time(name, () =>
        input.supervisor.start(
          serviceProcess({
            name,
            command: [process.execPath, '--enable-source-maps', join(input.repository, 'dist', 'apps', name, 'main.js')],
            env: env[name],
            readyUrl: `http://127.0.0.1:${input.ports[PORT_OF[name]]}/readyz`,
            logFile: join(input.dataDir, 'logs', `${name}.log`),
          }),
        ),
      ),
    ),
  );
}
