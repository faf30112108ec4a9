import { readFileSync, writeFileSync } from 'node:fs';
import { buildAll, run } from './build-all.ts';
import { printApiSchema } from './print-schema.ts';

const SCHEMA = 'apps/api/schema.graphql';

/** `npm run generate`: writes every generated file, the committed ones included, and builds. */
await run('nx', ['run', '@watchfloor/postgres:generate', '--outputStyle=static']); // the resolvers load the Prisma client
const schema = await printApiSchema();
if (readFileSync(SCHEMA, 'utf8') !== schema) {
  writeFileSync(SCHEMA, schema);
  process.stdout.write(`wrote ${SCHEMA}\n`);
}
await buildAll((line) => process.stdout.write(`${line}\n`));
