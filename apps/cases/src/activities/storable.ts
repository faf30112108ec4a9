/**
 * A plain JSON value as PostgreSQL can store it: U+0000 and lone surrogates, which its text and jsonb refuse, become U+FFFD. Both come in
 * with what sensors and people send, and one refused row would hold up the record and the notices of its case for ever.
 */
export function storable<T>(value: T): T {
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\ufffd');
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleaned(key), cleaned(inner)]));
}
