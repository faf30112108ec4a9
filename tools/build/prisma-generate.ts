import { run } from './build-all.ts';

// `prisma generate` insists on a schema engine though it does not run it, and would try to download one: any program that exists will do.
await run(process.execPath, ['node_modules/prisma/build/index.js', 'generate', '--no-hints'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' });
