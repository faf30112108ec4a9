import canonicalize from 'canonicalize';
import { sha256Hex } from '@watchfloor/core/ids';
import { z } from 'zod';
import { MANIFEST_FORMAT } from './layout.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a package says of itself. Its bytes are RFC 8785 (JSON Canonicalization Scheme), so its hash is well defined. */
export const Manifest = z.strictObject({
  format: z.literal(MANIFEST_FORMAT),
  generator: z.strictObject({ name: z.string(), version: z.string() }),
  tenant: z.strictObject({ id: z.string(), name: z.string() }),
  framework: z.strictObject({ id: z.string(), version: z.string() }),
  period: z.strictObject({ from: z.string(), to: z.string() }),
  snapshot: z.string(),
  /** SHA-256 of the manifest of this customer's previous package, or null for the first. */
  previousManifestSha256: Sha256.nullable(),
  files: z.array(z.strictObject({ path: z.string(), sha256: Sha256, size: z.int().nonnegative() })),
});
export type Manifest = z.infer<typeof Manifest>;

/** The canonical bytes of a manifest. */
export function manifestBytes(manifest: Manifest): Uint8Array {
  const text = canonicalize(manifest);
  if (text === undefined) throw new Error('a manifest cannot be canonicalised');
  return Buffer.from(text, 'utf8');
}

/** Entries of the files in package order. */
export function manifestEntries(files: ReadonlyMap<string, Uint8Array>): Manifest['files'] {
  return [...files].map(([path, bytes]) => ({ path, sha256: sha256Hex(bytes), size: bytes.length }));
}
