type Json = unknown;

const MOST_PATHS = 8;
const MOST_NAMES = 8;

/**
 * What Elasticsearch's `filter_path` leaves of an answer: dotted paths, `*` for one name or part of one, `**` for any depth; lists are looked
 * through. Paths that start with `-` (take away) are not looked at. The whole answer where the paths
 * are more than any sender asks for.
 */
export function filterPath(answer: Json, paths: string): Json {
  const wanted = paths.split(',').map((path) => path.trim()).filter((path) => path !== '' && !path.startsWith('-')).map((path) => path.split('.'));
  return wanted.length === 0 || isDear(wanted) ? answer : (keep(answer, wanted) ?? {});
}

/** More than any sender asks for: what it costs grows with the paths, and with each `**` of one in powers. */
function isDear(paths: readonly (readonly string[])[]): boolean {
  return paths.length > MOST_PATHS || paths.some((path) => path.length > MOST_NAMES || path.filter((name) => name === '**').length > 1);
}

function keep(value: Json, paths: readonly (readonly string[])[]): Json {
  if (paths.some((path) => path.length === 0)) return value;
  if (Array.isArray(value)) {
    const kept = value.map((each) => keep(each, paths)).filter((each) => each !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const kept = Object.entries(value).flatMap(([name, member]) => {
    const below = paths.flatMap(([head = '', ...rest]) => (head === '**' ? [[head, ...rest], ...stepped(rest, name)] : stepped([head, ...rest], name)));
    const left = below.length === 0 ? undefined : keep(member, below);
    return left === undefined ? [] : [[name, left] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function stepped([head, ...rest]: readonly string[], name: string): (readonly string[])[] {
  return head !== undefined && matches(head, name) ? [rest] : [];
}

function matches(pattern: string, name: string): boolean {
  if (pattern === '*' || pattern === name) return true;
  const [start = '', end, more] = pattern.split('*');
  return end !== undefined && more === undefined && name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
}
