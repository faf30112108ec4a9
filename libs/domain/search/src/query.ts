/** One end of a range. */
export interface Bound {
  readonly value: number | string;
  readonly inclusive: boolean;
}

/** What is asked of one field. `like` holds a glob: `*` any run, `?` any one character, a backslash takes the next character as it is. */
export type Test =
  | { readonly op: 'is'; readonly value: number | string }
  | { readonly op: 'like'; readonly glob: string }
  | { readonly op: 'exists' }
  | { readonly op: 'range'; readonly from?: Bound; readonly to?: Bound }
  | { readonly op: 'cidr'; readonly prefix: string }
  | { readonly op: 'any'; readonly of: readonly Test[] };

/** A parsed query. `field` is the name of the field table, or the dotted path of an attribute; free text is field `text`. */
export type Query =
  | { readonly kind: 'all' }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Query[] }
  | { readonly kind: 'not'; readonly of: Query }
  | { readonly kind: 'field'; readonly field: string; readonly test: Test };

/**
 * What one query may hold. The length is that of a long list of addresses; terms and wildcards bound what is evaluated per
 * event (each is one comparison of a column), depth bounds the parser's and the compiler's recursion.
 */
export const QUERY_LIMITS = { length: 4_000, depth: 16, terms: 100, wildcards: 12 } as const;
