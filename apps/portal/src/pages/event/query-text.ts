import { SEARCH_FIELD_NAMES } from './search-fields.ts';

/** The word that is being typed at the end of a query, without what negates or opens it. */
const TYPED = /(?:^|[\s(-])([A-Za-z_]\w*)$/;

/** Fields that the word being typed may become: those that begin with it, then those that hold it; six at most. */
export function suggestFields(query: string): readonly string[] {
  const typed = TYPED.exec(query)?.[1]?.toLowerCase();
  if (typed === undefined) return [];
  const holding = SEARCH_FIELD_NAMES.filter((name) => name.includes(typed));
  return [...holding.filter((name) => name.startsWith(typed)), ...holding.filter((name) => !name.startsWith(typed))].slice(0, 6);
}

/** The query with the word being typed replaced by the field and its colon. */
export function completeField(query: string, field: string): string {
  const typed = TYPED.exec(query)?.[1] ?? '';
  return `${query.slice(0, query.length - typed.length)}${field}:`;
}

/** Where in the query the API found the problem, counted from 0; undefined where its words do not say. */
export function problemPosition(problem: string): number | undefined {
  const character = /\(at character (\d+)\)/.exec(problem)?.[1];
  return character === undefined ? undefined : Number(character) - 1;
}
