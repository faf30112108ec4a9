import { z } from 'zod';
import type { Column } from '../row-binary/column.ts';
import type { RowWriter } from '../row-binary/row-writer.ts';

// eslint-free variance: a table only ever calls `write` with the value of the same key of a row it typed.
type Columns = Readonly<Record<string, Column<never, unknown>>>;
type InOf<C> = C extends Column<infer In, infer _Out> ? In : never;
type OutOf<C> = C extends Column<infer _In, infer Out> ? Out : never;

/** A row to insert into the table. */
export type RowOf<T> = T extends Table<infer C> ? { readonly [K in keyof C]: InOf<C[K]> } : never;
/** A row as a read of the whole table gives it. */
export type ReadRowOf<T> = T extends Table<infer C> ? { [K in keyof C]: OutOf<C[K]> } : never;

/** One table: its columns in insert order, keyed by the property that carries them in a row. */
export interface Table<C extends Columns> {
  readonly name: string;
  readonly columns: C;
  /** `INSERT INTO name (columns) FORMAT RowBinary`. */
  readonly insertSql: string;
  /** Appends one row in RowBinary. */
  encode(writer: RowWriter, row: { readonly [K in keyof C]: InOf<C[K]> }): void;
  /** `expression AS property, …` for the given properties (all by default), columns qualified by `alias` where one is given. */
  select(properties?: readonly (keyof C & string)[]): string;
  /** Parser of what `select()` reads. */
  readonly rowSchema: z.ZodType<{ [K in keyof C]: OutOf<C[K]> }>;
  /** Parser of what `select(properties)` reads. */
  rowSchemaOf<K extends keyof C & string>(properties: readonly K[]): z.ZodType<{ [P in K]: OutOf<C[P]> }>;
}

/** Defines a table. The spec compares it with the migrated schema. */
export function defineTable<const C extends Columns>(name: string, columns: C): Table<C> {
  const keys = Object.keys(columns) as (keyof C & string)[];
  const column = (key: keyof C & string): Column<never, unknown> => {
    const found = columns[key];
    if (!found) throw new Error(`${name} has no property ${key}`);
    return found;
  };
  const writes = keys.map((key) => column(key).write);
  const schemaOf = (some: readonly (keyof C & string)[]): z.ZodType => z.object(Object.fromEntries(some.map((key) => [key, column(key).schema])));
  return {
    name,
    columns,
    insertSql: `INSERT INTO ${name} (${keys.map((key) => column(key).name).join(', ')}) FORMAT RowBinary`,
    encode(writer, row) {
      for (let at = 0; at < keys.length; at += 1) writes[at]?.(writer, row[keys[at] ?? ''] as never);
    },
    select: (properties = keys) => properties.map((key) => aliased(column(key).expression, key)).join(', '),
    rowSchema: schemaOf(keys) as z.ZodType<{ [K in keyof C]: OutOf<C[K]> }>,
    rowSchemaOf: <K extends keyof C & string>(properties: readonly K[]) => schemaOf(properties) as z.ZodType<{ [P in K]: OutOf<C[P]> }>,
  };
}

function aliased(expression: string, property: string): string {
  return expression === property ? expression : `${expression} AS ${property}`;
}
