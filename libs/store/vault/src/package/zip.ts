import { unzipSync, zipSync, type Zippable } from 'fflate';

/** The earliest date that ZIP knows: the time of writing must not change the bytes. */
const EPOCH = new Date(1980, 0, 1);

/**
 * A ZIP whose bytes depend only on names, contents and order. Entries are stored, not compressed, so that no compressor's
 * version changes them and `verify` can compare the container itself, byte by byte.
 */
export function zipStored(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries: Zippable = {};
  for (const [path, bytes] of files) entries[path] = [bytes, { level: 0, mtime: EPOCH, os: 3, attrs: 0o644 << 16 }];
  return zipSync(entries);
}

/** The entries of a ZIP in their order. Throws when it is not one. */
export function unzip(bytes: Uint8Array): Map<string, Uint8Array> {
  return new Map(Object.entries(unzipSync(bytes)));
}
