import { expect, it } from 'vitest';
import { EVENTS, FINDING_CASES, FINDINGS, REPARSED, UNPARSED } from '../src/index.ts';
import { EVERY_READ } from './every-read.ts';
import { scopeOf, WATER } from './fixtures.ts';

it.each(EVERY_READ)('$label emits the SQL that was reviewed', async ({ label, read, params }) => {
  await expect(`${read.statement(scopeOf(WATER), params).query}\n`).toMatchFileSnapshot(`__sql__/${label}.sql`);
});

it.each([EVENTS, FINDINGS, FINDING_CASES, REPARSED, UNPARSED])('the insert into $name names every column', async ({ name, insertSql }) => {
  await expect(`${insertSql}\n`).toMatchFileSnapshot(`__sql__/insert-${name}.sql`);
});
