import { X509Certificate } from 'node:crypto';
import { Refused } from '@watchfloor/core';

/**
 * The SHA-256 fingerprint of a certificate as it is stored: lower-case hex without colons. From a PEM certificate, or from the fingerprint as openssl
 * or Node's `fingerprint256` write it. Throws Refused INVALID_INPUT.
 */
export function certificateFingerprint(text: string): string {
  const given = text.includes('-----BEGIN') ? fingerprintOfPem(text) : text.trim().replace(/^sha256(?: fingerprint)?=/i, '');
  const hex = given.replaceAll(':', '').toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new Refused('INVALID_INPUT', 'a certificate is given as PEM text or by its SHA-256 fingerprint: 64 hex digits, with or without colons');
  return hex;
}

function fingerprintOfPem(text: string): string {
  try {
    return new X509Certificate(text).fingerprint256;
  } catch {
    throw new Refused('INVALID_INPUT', 'the text between BEGIN and END is no X.509 certificate');
  }
}
