import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditHash, buildPackage, PACKAGE_FILES, verifyPackage, type PackageContents } from '../src/index.ts';
import { unzip, zipStored } from '../src/package/zip.ts';

const key = generateKeyPairSync('ed25519').privateKey;
const HEADER = {
  generator: { name: 'watchfloor', version: '0.1.0' },
  tenant: { id: '11111111-1111-8111-8111-111111111111', name: 'Aqua' },
  framework: { id: 'nist-csf-2.0', version: '2.0' },
  period: { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' },
  snapshot: '2026-12-01T00:00:00.000Z',
  previousManifestSha256: null,
};
const zero = '0'.repeat(64);
const hash1 = auditHash(zero, '{"a":1}');
const audit = [{ seq: 1, payload: '{"a":1}', prevHash: zero, hash: hash1 }, { seq: 2, payload: '{"a":2}', prevHash: hash1, hash: auditHash(hash1, '{"a":2}') }];

function contents(): PackageContents {
  const text = Object.fromEntries(PACKAGE_FILES.map((path) => [path, `content of ${path}\n`]));
  text['audit.ndjson'] = audit.map((row) => JSON.stringify(row)).join('\n');
  return Object.fromEntries(Object.entries(text).map(([path, body]) => [path, Buffer.from(body)])) as unknown as PackageContents;
}
const sealed = buildPackage(HEADER, contents(), key);

describe('an evidence package', () => {
  it('is sound as it was built', () => {
    expect(verifyPackage(sealed.zip)).toMatchObject({ sound: true, faults: [] });
  });

  it('has the same bytes for the same contents', () => {
    expect(buildPackage(HEADER, contents(), key).sha256).toBe(sealed.sha256);
  });

  it('is found out when any one byte of it is changed', () => {
    for (let at = 0; at < sealed.zip.length; at += 1) {
      const changed = Uint8Array.from(sealed.zip);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      expect(verifyPackage(changed).sound, `byte ${at}`).toBe(false);
    }
  });

  it.each(PACKAGE_FILES)('names %s when its content is changed', (path) => {
    const files = unzip(sealed.zip);
    files.set(path, Buffer.concat([files.get(path) ?? Buffer.alloc(0), Buffer.from(' ')]));
    expect(verifyPackage(zipStored(files)).faults.join()).toContain(path);
  });

  it('names a file that is missing, added or moved', () => {
    const missing = unzip(sealed.zip);
    missing.delete('gaps.json');
    expect(verifyPackage(zipStored(missing)).faults).toContain('gaps.json: missing');
    const added = unzip(sealed.zip).set('extra.txt', Buffer.from('x'));
    expect(verifyPackage(zipStored(added)).faults).toContain('extra.txt: added: the manifest does not name it');
    const moved = new Map([...unzip(sealed.zip)].reverse());
    expect(verifyPackage(zipStored(moved)).faults).toContain('the ZIP: its files are in another order');
  });

  it('is refused when bytes follow or precede it', () => {
    expect(verifyPackage(Buffer.concat([sealed.zip, Buffer.from('x')])).sound).toBe(false);
    expect(verifyPackage(Buffer.concat([Buffer.from('x'), sealed.zip])).sound).toBe(false);
  });

  it('is found out when someone signs other contents with another key and keeps the key id', () => {
    const other = buildPackage(HEADER, { ...contents(), 'gaps.json': Buffer.from('[]') }, generateKeyPairSync('ed25519').privateKey);
    expect(verifyPackage(other.zip).signer).not.toBe(verifyPackage(sealed.zip).signer);
  });

  it('names the audit entry at which the chain breaks, even under a valid signature', () => {
    const broken = audit.map((row) => JSON.stringify({ ...row, payload: row.seq === 2 ? '{"a":3}' : row.payload })).join('\n');
    const zip = buildPackage(HEADER, { ...contents(), 'audit.ndjson': Buffer.from(broken) }, key).zip;
    expect(verifyPackage(zip).faults).toContain('audit.ndjson: the hash chain breaks at entry 2');
  });
});
