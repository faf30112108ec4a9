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
  return pathReader(path)(value);
}

type PathReader = (value: unknown) => unknown;

/** `readPath` for a path that is read often: its names are cut out once. */
export function pathReader(path: string): PathReader {
  const splits: { readonly head: string; readonly rest: string }[] = [];
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) splits.push({ head: path.slice(0, dot), rest: path.slice(dot + 1) });
  // Made when first needed: most splits of a long path are never met.
  const readers: (PathReader | undefined)[] = splits.map(() => undefined);
  const read: PathReader = (value) => {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) {
      const found = value.map(read).filter((item) => item !== undefined);
      return found.length === 0 ? undefined : found;
    }
    if (Object.hasOwn(value, path)) return (value as Record<string, unknown>)[path];
    for (let at = 0; at < splits.length; at += 1) {
      const split = splits[at];
      if (split === undefined || !Object.hasOwn(value, split.head)) continue;
      const found = (readers[at] ??= pathReader(split.rest))((value as Record<string, unknown>)[split.head]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return read;
}

/** Every scalar in a value, however deep (to 32 levels). */
export function* scalarsIn(value: unknown, depth = 0): Iterable<unknown> {
  if (typeof value !== 'object' || value === null) yield value;
  else if (depth < 32) for (const item of Object.values(value)) yield* scalarsIn(item, depth + 1);
}
