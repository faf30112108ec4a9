import { attributePath, findField, NIL_ID } from '@watchfloor/search';
import { z } from 'zod';
import { columnOf } from '../search/compile-query.ts';
import { EVENT_FILTER, filterClauses, filterValues } from '../search/event-filter.ts';
import { SEARCH_COST, SEARCH_SECONDS } from '../search/search-cost.ts';
import { defineRead } from '../tenant-read.ts';

const countable = (name: string): boolean => {
  const field = findField(name);
  return field !== undefined && field.kind !== 'words' && field.name !== 'event';
};
const params = z.object({ ...EVENT_FILTER, field: z.string().max(200).refine(countable, 'must be a field whose values can be counted'), limit: z.number().int().min(1).max(100) });

/** Values of an event for a field as an array of text, absent ones left out; both ends' where the field is of both. */
function valuesOf(name: string): string {
  const field = findField(name);
  if (!field) throw new Error(`the field table has no ${name}`);
  if (field.kind === 'attribute') return '[attrs[{path:String}]]';
  const [column = ''] = field.columns.map(columnOf);
  if (field.kind === 'list') return column;
  return `arrayDistinct([${field.columns.map((one) => `toString(${columnOf(one)})`).join(', ')}])`;
}

/** The text that stands for 'absent' beside the empty one. */
function absentOf(name: string): string {
  const field = findField(name);
  if (field?.kind === 'id') return `'${NIL_ID}'`;
  return field?.absent === undefined ? "''" : `'${Number(field.absent)}'`;
}

/** The most frequent values of a field among the events of a filter, most events first. */
export const eventFacets = defineRead({
  name: 'eventFacets',
  tables: ['events'],
  params,
  values: (p) => {
    const field = findField(p.field);
    return { ...filterValues(p), ...(field?.kind === 'attribute' && { path: attributePath(field) }) };
  },
  row: z.object({ value: z.string(), events: z.number().int() }),
  maxSeconds: SEARCH_SECONDS,
  cost: SEARCH_COST,
  sql: (p) => `
SELECT arrayJoin(${valuesOf(p.field)}) AS value, count() AS events
FROM events FINAL
    WHERE tenant_id IN {tenants:Array(UUID)}
${filterClauses(p)}GROUP BY value HAVING value NOT IN ('', ${absentOf(p.field)})
ORDER BY events DESC, value LIMIT {limit:UInt32}`,
});
