import { isUtf8 } from 'node:buffer';
import type { Line } from '../../lines/line.ts';
import { lineOf, splitLines } from '../../lines/split-body.ts';

const LF = 10;

/** Lines of a payload: one, or NDJSON. A JSON document laid out over several lines, and bytes that are no text, are one line. Throws Refused TOO_LARGE. */
export function payloadLines(topic: string, payload: Buffer): Line[] {
  const envelope = { topic };
  const parts = !payload.includes(LF) || !isUtf8(payload) || isOneDocument(payload) ? [payload] : splitLines(payload);
  return parts.map((bytes) => ({ ...lineOf(bytes), envelope }));
}

function isOneDocument(payload: Buffer): boolean {
  const first = payload.toString('utf8', 0, payload.indexOf(LF)).trim();
  // A whole document on the first line is NDJSON; one that only starts there goes on below.
  if (first !== '{' && first !== '[' && !/^[{[].*[,{[]$/.test(first)) return false;
  try {
    JSON.parse(payload.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
