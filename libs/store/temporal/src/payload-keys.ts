import { hkdfSync } from 'node:crypto';

/** Root keys by id, active one first. Rotation: put the new key in front, keep the old until no history holds it. */
export interface PayloadKeys {
  readonly active: string;
  /** The 32-byte key of a tenant under a root key; throws when the id is unknown. */
  derive(keyId: string, tenant: string): Buffer;
}

/** Reads "k1:<base64 of 32 bytes>,k0:…". Throws on a bad shape, a short key or a repeated id, and never quotes a key. */
export function parsePayloadKeys(text: string): PayloadKeys {
  const roots = new Map<string, Buffer>();
  for (const entry of text.split(',')) {
    const [, id, encoded] = /^\s*([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)\s*$/.exec(entry) ?? [];
    if (id === undefined || encoded === undefined) throw new Error('each key must be id:base64 of 32 bytes');
    if (roots.has(id)) throw new Error(`key id ${id} is there twice`);
    roots.set(id, Buffer.from(encoded, 'base64'));
  }
  const [active] = roots.keys();
  if (active === undefined) throw new Error('no key');
  const derived = new Map<string, Buffer>();
  return {
    active,
    derive(keyId, tenant) {
      const cacheKey = `${keyId}\0${tenant}`;
      const known = derived.get(cacheKey);
      if (known) return known;
      const root = roots.get(keyId);
      if (root === undefined) throw new Error(`unknown payload key ${keyId}`);
      const key = Buffer.from(hkdfSync('sha256', root, `watchfloor-payload:${keyId}`, tenant, 32));
      derived.set(cacheKey, key);
      return key;
    },
  };
}
