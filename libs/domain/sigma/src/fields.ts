import type { SigmaLogsource } from './rule.ts';

/** How rules read events of one shape. `read` is called once per field when a rule is compiled. */
export interface EventFields<E> {
  /** A reader of a Sigma field: a scalar, an array of scalars, or undefined when the event has no such field. */
  read(field: string): (event: E) => unknown;
  /** Every scalar of the event, for keywords. */
  values(event: E): Iterable<unknown>;
  /** The log sources an event belongs to; undefined when unknown, then rules of every log source are tried. */
  logsources(event: E): readonly SigmaLogsource[] | undefined;
}

/** The text that a scalar is compared as; undefined for what is no scalar. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : undefined;
}

/** True when some scalar of a value (or of an array) passes. */
export function someText(value: unknown, test: (text: string) => boolean): boolean {
  if (Array.isArray(value)) return value.some((item) => someText(item, test));
  const text = textOf(value);
  return text !== undefined && test(text);
}

/** Reads 'a.b.c' from nested objects, from flat keys that hold dots, and through arrays. Own keys only. */
export function readPath(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    const found = value.map((item) => readPath(item, path)).filter((item) => item !== undefined);
    return found.length === 0 ? undefined : found;
  }
  if (Object.hasOwn(value, path)) return (value as Record<string, unknown>)[path];
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const head = path.slice(0, dot);
    if (!Object.hasOwn(value, head)) continue;
    const found = readPath((value as Record<string, unknown>)[head], path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every scalar in a value, however deep (to 32 levels). */
export function* scalarsIn(value: unknown, depth = 0): Iterable<unknown> {
  if (typeof value !== 'object' || value === null) yield value;
  else if (depth < 32) for (const item of Object.values(value)) yield* scalarsIn(item, depth + 1);
}
