import { Refused } from '@watchfloor/core';
import { sha256Hex } from '@watchfloor/core/ids';
import { MAX_LINE_BYTES, type Line } from './line.ts';

/** Most lines of one body: a line costs memory beyond its bytes, and a body of line feeds alone would be millions. */
export const MAX_LINES = 200_000;

const LF = 10;
const CR = 13;
const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = new Set([91, 123]);
const CLOSE = new Set([93, 125]);
const SPACE = new Set([9, 10, 13, 32]);

/**
 * Lines of a request body: the elements of a JSON array where the body is one, else the lines of NDJSON or TSV. Every
 * line keeps its own bytes. Throws Refused INVALID_INPUT for an array that does not end, TOO_LARGE past MAX_LINES.
 */
export function splitBody(body: Buffer): Line[] {
  const parts = firstByte(body) === 91 ? splitArray(body) : splitLines(body);
  return parts.map(lineOf);
}

/** A line whose bytes are all at hand. */
export function lineOf(bytes: Buffer): Line {
  if (bytes.length <= MAX_LINE_BYTES) return { bytes, size: bytes.length };
  return { bytes: bytes.subarray(0, MAX_LINE_BYTES), size: bytes.length, sha256: sha256Hex(bytes) };
}

function firstByte(body: Buffer): number | undefined {
  for (const byte of body) if (!SPACE.has(byte)) return byte;
  return undefined;
}

/** Lines of NDJSON or TSV, without their ends. Throws Refused TOO_LARGE past MAX_LINES. */
export function splitLines(body: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < body.length; ) {
    const found = body.indexOf(LF, start);
    const end = found === -1 ? body.length : found;
    requireRoom(lines);
    lines.push(body.subarray(start, end > start && body[end - 1] === CR ? end - 1 : end));
    start = end + 1;
  }
  return lines;
}

function splitArray(body: Buffer): Buffer[] {
  const elements: Buffer[] = [];
  let depth = 0;
  let start = -1;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte === QUOTE) {
      if (start === -1) start = at;
      at = endOfString(body, at);
    } else if (OPEN.has(byte)) {
      if (depth === 1 && start === -1) start = at;
      depth += 1;
    } else if (CLOSE.has(byte) || (byte === 44 && depth === 1)) {
      if (byte !== 44) depth -= 1;
      if (depth === 0 || byte === 44) {
        if (start !== -1) {
          requireRoom(elements);
          elements.push(trimEnd(body.subarray(start, at)));
        }
        start = -1;
      }
      if (depth === 0) return elements;
    } else if (depth === 1 && start === -1 && !SPACE.has(byte)) start = at;
  }
  throw new Refused('INVALID_INPUT', 'the body starts a JSON array that does not end: was it cut off?');
}

function requireRoom(lines: readonly Buffer[]): void {
  if (lines.length >= MAX_LINES) throw new Refused('TOO_LARGE', `a body may have ${MAX_LINES} lines: send smaller batches`);
}

/** Where the JSON string that opens at `open` closes: the place of its quote, or the body's length when it does not. */
export function endOfString(body: Buffer, open: number): number {
  for (let at = open + 1; at < body.length; at += 1) {
    if (body[at] === BACKSLASH) at += 1;
    else if (body[at] === QUOTE) return at;
  }
  return body.length;
}

function trimEnd(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && SPACE.has(bytes[end - 1] ?? 0)) end -= 1;
  return bytes.subarray(0, end);
}
