import { createHash, hash } from 'node:crypto';

/**
 * A UUID (version 8, RFC 9562) that depends on nothing but its parts: the same parts always give the same id, so a
 * retry writes the same row. Parts are length-prefixed, so ('ab','c') and ('a','bc') differ.
 */
export function deterministicId(...parts: readonly (string | number)[]): string {
  let name = '';
  for (const part of parts) {
    const text = String(part);
    name += `${Buffer.byteLength(text)}:${text}`;
  }
  // In one call: an id for each event of a stream is made here, and a hash object costs several times the hash.
  const hex = hash('sha256', name, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${VARIANT.charAt(Number.parseInt(hex.charAt(16), 16) & 3)}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** First digit of RFC 9562's variant, by the two bits that the hash leaves to it. */
const VARIANT = '89ab';

/** SHA-256 as lower-case hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** RFC 9562's DNS namespace; the names we put in it start with our own domain. */
const NAMESPACE = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex');

/**
 * A version 5 UUID (RFC 9562 §5.5) of the parts. OSCAL accepts only versions 4 and 5, so its documents use this one
 * and not `deterministicId`.
 */
export function nameUuid(...parts: readonly (string | number)[]): string {
  const name = parts.map((part) => `${Buffer.byteLength(String(part))}:${part}`).join('');
  const bytes = createHash('sha1').update(NAMESPACE).update(`watchfloor.example/${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
