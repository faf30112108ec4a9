import { sha256Hex } from '@watchfloor/core/ids';
import { auditFault } from './audit-chain.ts';
import { Envelope, signatureFault } from './dsse.ts';
import { MANIFEST_FILE, SIGNATURE_FILE } from './layout.ts';
import { Manifest, manifestBytes } from './manifest.ts';
import { unzip, zipStored } from './zip.ts';

export interface Verification {
  readonly sound: boolean;
  /** Everything that is wrong, each naming the file. */
  readonly faults: readonly string[];
  readonly manifest: Manifest | undefined;
  /** Fingerprint of the key that signed; whose key it is must be learned elsewhere. */
  readonly signer: string | undefined;
}

function parsed<T>(bytes: Uint8Array | undefined, file: string, schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, faults: string[]): T | undefined {
  if (!bytes) {
    faults.push(`${file}: missing`);
    return undefined;
  }
  try {
    const result = schema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    if (result.success) return result.data;
  } catch {
    // told below
  }
  faults.push(`${file}: changed: it is not what a package holds there`);
  return undefined;
}

function fileFaults(files: ReadonlyMap<string, Uint8Array>, manifest: Manifest): string[] {
  const faults: string[] = [];
  const expected = [MANIFEST_FILE, SIGNATURE_FILE, ...manifest.files.map((file) => file.path)];
  for (const entry of manifest.files) {
    const bytes = files.get(entry.path);
    if (!bytes) faults.push(`${entry.path}: missing`);
    else if (bytes.length !== entry.size) faults.push(`${entry.path}: changed: ${bytes.length} bytes, the manifest says ${entry.size}`);
    else if (sha256Hex(bytes) !== entry.sha256) faults.push(`${entry.path}: changed: its SHA-256 is not the manifest's`);
  }
  for (const path of files.keys()) if (!expected.includes(path)) faults.push(`${path}: added: the manifest does not name it`);
  const present = [...files.keys()].filter((path) => expected.includes(path));
  const inOrder = expected.filter((path) => files.has(path));
  if (present.some((path, i) => path !== inOrder[i])) faults.push('the ZIP: its files are in another order');
  return faults;
}

/** Which file's stored bytes hold an offset of the container, for a message about a change outside all contents. */
function containerFault(zip: Uint8Array, files: ReadonlyMap<string, Uint8Array>): string | undefined {
  const rebuilt = zipStored(files);
  if (Buffer.compare(zip, rebuilt) === 0) return undefined;
  const at = zip.findIndex((byte, i) => byte !== rebuilt[i]);
  const offset = at < 0 ? Math.min(zip.length, rebuilt.length) : at;
  return `the ZIP: its container differs from byte ${offset} on (${zip.length} bytes, a sound one has ${rebuilt.length})`;
}

/**
 * Checks an evidence package without network or server: every file against the manifest, the manifest against its
 * signature and its canonical form, the audit chain, and the container byte by byte.
 */
export function verifyPackage(zip: Uint8Array): Verification {
  let files: Map<string, Uint8Array>;
  try {
    files = unzip(zip);
  } catch (error) {
    return { sound: false, faults: [`the ZIP: cannot be read (${error instanceof Error ? error.message : String(error)})`], manifest: undefined, signer: undefined };
  }
  const faults: string[] = [];
  const manifest = parsed(files.get(MANIFEST_FILE), MANIFEST_FILE, Manifest, faults);
  const envelope = parsed(files.get(SIGNATURE_FILE), SIGNATURE_FILE, Envelope, faults);
  const raw = files.get(MANIFEST_FILE);
  if (manifest && raw && Buffer.compare(raw, manifestBytes(manifest)) !== 0) faults.push(`${MANIFEST_FILE}: changed: it is not in canonical form`);
  if (envelope && raw) {
    const fault = signatureFault(envelope, raw);
    if (fault) faults.push(`${fault.includes('manifest.json') ? MANIFEST_FILE : SIGNATURE_FILE}: changed: ${fault}`);
  }
  if (manifest) faults.push(...fileFaults(files, manifest));
  const audit = files.get('audit.ndjson');
  const broken = audit ? auditFault(Buffer.from(audit).toString('utf8')) : undefined;
  if (broken) faults.push(`audit.ndjson: ${broken}`);
  const container = faults.length === 0 ? containerFault(zip, files) : undefined;
  if (container) faults.push(container);
  return { sound: faults.length === 0, faults, manifest, signer: envelope?.signatures[0]?.keyid };
}
