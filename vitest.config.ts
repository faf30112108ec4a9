import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

export default defineConfig({
  // graphql 16 has no `exports`: Vite would take its `module` field and Nest, outside Vite, its `main`: two copies.
  resolve: { alias: [{ find: /^graphql$/, replacement: require.resolve('graphql') }] },
  test: {
    include: ['apps/*/test/**/*.test.ts', 'libs/*/*/test/**/*.test.ts', 'infra/*/test/**/*.test.ts', 'tools/**/*.test.ts', 'tests/**/*.test.ts'],
    // Those of the running watch floor: vitest.stack.config.ts.
    exclude: ['**/node_modules/**', '**/dist/**', 'tests/scenarios/**', 'tests/portal/**', 'tests/faults/**'],
    // Starts no engine by itself: each is started when a test file first asks for it.
    globalSetup: ['infra/local/src/test-run/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
