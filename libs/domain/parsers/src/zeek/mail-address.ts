import type { JsonValue } from '@watchfloor/ocsf';

// The pattern of OCSF 1.8.0's email_t, bounded: a host without a dot (root@localhost) is no address to OCSF.
const ADDRESS = /^[\w!#$%&'*+,./=?^`{|}~-]{1,64}@[a-zA-Z0-9-]{1,63}\.[a-zA-Z0-9.-]{1,190}$/;

/** The address in a mail header's or envelope's text (`Pat <pat@example.com>`), undefined where there is none to tell. */
export function addressText(value: JsonValue | undefined): string | undefined {
  if (typeof value !== 'string' || value.length > 1000) return undefined;
  const open = value.lastIndexOf('<');
  const close = value.indexOf('>', open);
  const text = open === -1 || close === -1 ? value.trim() : value.slice(open + 1, close);
  return ADDRESS.test(text) ? text : undefined;
}

/** The addresses in a list of such texts; undefined when there is none. */
export function addressTexts(value: JsonValue | undefined): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const found = value.map(addressText).filter((text) => text !== undefined);
  return found.length === 0 ? undefined : found;
}
