import { readFileSync } from 'node:fs';
import { printApiSchema } from '../build/print-schema.ts';
import { staleRegistries } from '../registry/registries.ts';

/** Committed files that a program writes must be what it would write now: the registries and the GraphQL schema. */
export async function checkGenerated(): Promise<void> {
  const stale = staleRegistries();
  if ((await printApiSchema()) !== readFileSync('apps/api/schema.graphql', 'utf8')) stale.push('apps/api/schema.graphql');
  if (stale.length > 0) throw new Error(`out of date: ${stale.join(', ')}. Run npm run generate and commit the result`);
}
