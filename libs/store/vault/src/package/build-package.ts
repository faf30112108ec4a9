import type { KeyObject } from 'node:crypto';
import { sha256Hex } from '@watchfloor/core/ids';
import { signManifest } from './dsse.ts';
import { MANIFEST_FILE, MANIFEST_FORMAT, PACKAGE_FILES, SIGNATURE_FILE, type PackageFile } from './layout.ts';
import { manifestBytes, manifestEntries, type Manifest } from './manifest.ts';
import { zipStored } from './zip.ts';

export type PackageContents = Readonly<Record<PackageFile, Uint8Array>>;
export type PackageHeader = Omit<Manifest, 'format' | 'files'>;

export interface BuiltPackage {
  readonly zip: Uint8Array;
  readonly sha256: string;
  readonly manifestSha256: string;
}

/** Hashes, signs and seals the contents. The same contents, header and key give the same bytes. */
export function buildPackage(header: PackageHeader, contents: PackageContents, signingKey: KeyObject): BuiltPackage {
  const files = new Map<string, Uint8Array>(PACKAGE_FILES.map((path) => [path, contents[path]]));
  const manifest = manifestBytes({ format: MANIFEST_FORMAT, ...header, files: manifestEntries(files) });
  const signature = Buffer.from(`${JSON.stringify(signManifest(manifest, signingKey), null, 2)}\n`, 'utf8');
  const zip = zipStored(new Map<string, Uint8Array>([[MANIFEST_FILE, manifest], [SIGNATURE_FILE, signature], ...files]));
  return { zip, sha256: sha256Hex(zip), manifestSha256: sha256Hex(manifest) };
}
