import { existsSync } from 'node:fs';
import { defineConfig } from 'rolldown';

/** One bundle per service: workspace libraries and the compiler's helpers go in, everything else in node_modules stays outside. */
const apps = ['ingest', 'detect', 'cases', 'api'].filter((app) => existsSync(`apps/${app}/src/main.ts`));

export default defineConfig(
  apps.map((app) => ({
    input: { main: `apps/${app}/src/main.ts` },
    platform: 'node' as const,
    tsconfig: 'tsconfig.base.json',
    external: [/^node:/, /^(?!@watchfloor\/|@oxc-project\/|\.|\/|\0)[^/]/],
    output: { dir: `dist/apps/${app}`, format: 'esm' as const, sourcemap: true, entryFileNames: '[name].js' },
  })),
);
