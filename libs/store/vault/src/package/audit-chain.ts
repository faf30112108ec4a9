import { sha256Hex } from '@watchfloor/core/ids';
import { z } from 'zod';

/** One line of audit.ndjson: the exact text that was hashed and the chain around it (prisma/migrations, audit_append). */
export const AuditLine = z.object({ seq: z.int(), payload: z.string(), prevHash: z.string(), hash: z.string() });
export type AuditLine = z.infer<typeof AuditLine>;

/** Hash of an audit row: SHA-256 of the previous row's hash, a line feed and the payload. */
export function auditHash(prevHash: string, payload: string): string {
  return sha256Hex(`${prevHash}\n${payload}`);
}

/**
 * The seq of the first row at which the chain breaks, or undefined. The rows may be a section of the chain: the first
 * one's `prevHash` is taken as given.
 */
export function brokenAt(rows: readonly AuditLine[]): number | undefined {
  const bad = rows.find((row, i) => {
    const before = rows[i - 1];
    return auditHash(row.prevHash, row.payload) !== row.hash || (before !== undefined && (row.prevHash !== before.hash || row.seq !== before.seq + 1));
  });
  return bad?.seq;
}

/** Says what is wrong with the text of audit.ndjson, or undefined. */
export function auditFault(text: string): string | undefined {
  const rows: AuditLine[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    try {
      rows.push(AuditLine.parse(JSON.parse(line)));
    } catch {
      return `line ${index + 1} is not an audit entry`;
    }
  }
  const seq = brokenAt(rows);
  return seq === undefined ? undefined : `the hash chain breaks at entry ${seq}`;
}
