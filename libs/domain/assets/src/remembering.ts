const REMEMBERED = 65_536;

/** The same function, keeping its answers: addresses repeat, and parsing one costs far more than finding it. Bounded. */
export function remembering<T>(find: (ip: string) => T): (ip: string) => T {
  const known = new Map<string, T>();
  return (ip) => {
    const before = known.get(ip);
    if (before !== undefined || known.has(ip)) return before as T;
    const found = find(ip);
    if (known.size >= REMEMBERED) known.clear();
    known.set(ip, found);
    return found;
  };
}
