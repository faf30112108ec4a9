import { defineConfig } from 'rolldown';

/** One bundle per service: workspace libraries and the compiler's helpers go in, everything else in node_modules stays outside. */
const only = process.env['WF_BUILD_APP'];
const apps = ['ingest', 'detect', 'cases', 'api'].filter((app) => only === undefined || only === app);

export default defineConfig(
  apps.map((app) => ({
    input: { main: `apps/${app}/src/main.ts` },
    platform: 'node' as const,
    tsconfig: 'tsconfig.base.json',
    external: [/^node:/, /^(?!@watchfloor\/|@oxc-project\/|\.|\/|\0)[^/]/],
    output: { dir: `dist/apps/${app}`, format: 'esm' as const, sourcemap: true, entryFileNames: '[name].js' },
  })),
);
