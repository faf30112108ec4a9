import { defineConfig } from 'vitest/config';

/** Tests of the running watch floor: one `npm start` for all of them, one file after the other; what stops it comes last. */
export default defineConfig({
  test: {
    include: ['tests/scenarios/**/*.test.ts', 'tests/portal/**/*.test.ts', 'tests/faults/**/*.test.ts'],
    globalSetup: ['tests/stack/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    pool: 'forks',
    fileParallelism: false,
    sequence: { sequencer: (await import('./tests/stack/file-order.ts')).FileOrder },
  },
});
