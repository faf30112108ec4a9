import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { Refused } from '@watchfloor/core';
import { z } from 'zod';

/** Where the realm's public keys come from: Keycloak, or a fixed list for use without a network. */
export type KeySource = { readonly url: string } | { readonly keys: readonly JsonWebKey[] };

const TIMEOUT_MS = 3_000;
const COOLDOWN_MS = 10_000;
const COOLDOWN_AFTER_FAILURE_MS = 1_000;
const MAX_AGE_MS = 600_000;
const MAX_BYTES = 262_144;
const Jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string().optional(), use: z.string().optional(), n: z.string().optional(), e: z.string().optional() })) });

/**
 * Stands in for keycloak-connect's own key rotation, which has no time-out, ends the process on a malformed answer and
 * asks once per waiting token. This one asks once for all who wait, at most every 10 s, and again when keys are
 * 10 minutes old, so that a withdrawn key goes.
 */
export class KeyRotation {
  private readonly source: KeySource;
  private keys = new Map<string, KeyObject>();
  private inFlight: Promise<void> | undefined;
  private notBefore = -Infinity;
  private loadedAt = -Infinity;

  constructor(source: KeySource) {
    this.source = source;
    if ('keys' in source) this.keys = rsaKeys(source.keys);
  }

  /** The public key of that id. Throws Refused UNAUTHENTICATED when the realm has no such key, UNAVAILABLE when Keycloak does not answer and no key is known. */
  async getJWK(kid: unknown): Promise<KeyObject> {
    if (typeof kid !== 'string' || kid.length > 256) throw new Refused('UNAUTHENTICATED', 'the token names no signing key');
    const known = this.keys.get(kid);
    if (known) {
      if (performance.now() - this.loadedAt > MAX_AGE_MS) this.load().catch(() => undefined);
      return known;
    }
    await this.load().catch((error: unknown) => {
      if (this.keys.size === 0) throw new Refused('UNAVAILABLE', `the identity provider did not give its keys (${error instanceof Error ? error.message : 'no answer'}): try again shortly`, 5);
    });
    const loaded = this.keys.get(kid);
    if (loaded) return loaded;
    if (this.keys.size === 0) throw new Refused('UNAVAILABLE', 'the identity provider did not give its keys: try again shortly', 5);
    throw new Refused('UNAUTHENTICATED', 'the token is signed with a key that the realm does not have');
  }

  private async load(): Promise<void> {
    if (!('url' in this.source)) return;
    const { url } = this.source;
    if (!this.inFlight) {
      if (performance.now() < this.notBefore) return;
      this.inFlight = this.fetchKeys(url).finally(() => (this.inFlight = undefined));
    }
    await this.inFlight;
  }

  private async fetchKeys(url: string): Promise<void> {
    this.notBefore = performance.now() + COOLDOWN_AFTER_FAILURE_MS;
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const text = await response.text();
    if (text.length > MAX_BYTES) throw new Error('answer too large');
    this.keys = rsaKeys(Jwks.parse(JSON.parse(text)).keys);
    this.loadedAt = performance.now();
    this.notBefore = this.loadedAt + COOLDOWN_MS;
  }
}

function rsaKeys(keys: readonly JsonWebKey[]): Map<string, KeyObject> {
  const found = new Map<string, KeyObject>();
  for (const key of keys) {
    const { kid, use } = key as { kid?: string; use?: string };
    if (!kid || key.kty !== 'RSA' || (use !== undefined && use !== 'sig')) continue;
    found.set(kid, createPublicKey({ key, format: 'jwk' }));
  }
  return found;
}
