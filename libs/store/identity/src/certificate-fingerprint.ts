import { Refused } from '@watchfloor/core';

/** A SHA-256 fingerprint as it is stored: lower-case hex without colons, from how openssl or Node's `fingerprint256` write it. Throws Refused INVALID_INPUT. */
export function certificateFingerprint(text: string): string {
  const hex = text.trim().replace(/^sha256(?: fingerprint)?=/i, '').replaceAll(':', '').toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new Refused('INVALID_INPUT', 'a certificate is named by its SHA-256 fingerprint: 64 hex digits, with or without colons');
  return hex;
}
