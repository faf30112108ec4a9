import { expect, it } from 'vitest';
import { bulkAnswer } from '../src/receivers/elastic/bulk-answer.ts';
import { decodeBulk } from '../src/receivers/elastic/bulk-body.ts';
import { filterPath } from '../src/receivers/elastic/filter-path.ts';

const answer = bulkAnswer(decodeBulk(Buffer.from('{"delete":{"_index":"a"}}\n'.repeat(2_000)), undefined).items, 'b', 1);

it('gives the whole answer for filter paths that would cost more than the bulk itself', () => {
  for (const paths of ['**.*.**.*.status', Array.from({ length: 9 }, (_, n) => `x${n}`).join(','), 'a.b.c.d.e.f.g.h.i']) expect(filterPath(answer, paths)).toBe(answer);
});

it('leaves what the paths of real senders name', () => {
  expect(filterPath(answer, 'errors,items.*.status')).toMatchObject({ errors: true, items: { length: 2_000, 0: { delete: { status: 400 } } } });
  expect(filterPath(answer, '**.nothing')).toEqual({});
});
