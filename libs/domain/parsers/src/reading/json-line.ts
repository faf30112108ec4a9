import { isJsonObject, type JsonObject } from '@watchfloor/ocsf';
import { ExactJson, type Duplicate } from './exact-json.ts';
import { exactNumber, MIN_NORMAL } from './exact-number.ts';

/** Levels of objects and arrays that a record may have, itself included. */
export const MAX_DEPTH = 32;
/** Keys and array items that a record may have in all. */
export const MAX_VALUES = 50_000;

export type JsonLine =
  | { readonly ok: true; readonly record: JsonObject; readonly duplicates: readonly Duplicate[] }
  | { readonly ok: false; readonly reason: string };

const TOO_LARGE: JsonLine = { ok: false, reason: `JSON deeper than ${String(MAX_DEPTH)} levels or with more than ${String(MAX_VALUES)} values` };
const NO_DUPLICATES: readonly Duplicate[] = [];
// Number tokens long enough, or with an exponent large enough, to be more than a double can hold.
const LONG_NUMBER = /[:,[\s](-?(?:[\d.]{16,}(?:[eE][+-]?\d+)?|[\d.]+[eE][+-]?\d{3,}))/g;

interface Tally {
  keys: number;
  values: number;
  /** A number is 0, or so small that a double has few digits of it: what 1e-400 and 25e-325 come to. */
  zero: boolean;
  /** A number is infinite: what 1e400 comes to. */
  infinite: boolean;
}

function noteNumber(value: number, tally: Tally): void {
  if (value < MIN_NORMAL && value > -MIN_NORMAL) tally.zero = true;
  else if (value === Infinity || value === -Infinity) tally.infinite = true;
}

/** Counts keys; false when the record is deeper or larger than the bounds. */
function measure(value: object, depth: number, tally: Tally): boolean {
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    tally.values += value.length;
    if (tally.values > MAX_VALUES) return false;
    for (const item of value as unknown[]) {
      if (typeof item === 'number') noteNumber(item, tally);
      else if (typeof item === 'object' && item !== null && !measure(item, depth + 1, tally)) return false;
    }
    return true;
  }
  for (const key in value) {
    tally.keys++;
    if (++tally.values > MAX_VALUES) return false;
    const item = (value as Record<string, unknown>)[key];
    if (typeof item === 'number') noteNumber(item, tally);
    else if (typeof item === 'object' && item !== null && !measure(item, depth + 1, tally)) return false;
  }
  return true;
}

function countKeyMarks(line: string): number {
  let count = 0;
  for (let at = line.indexOf('":'); at !== -1; at = line.indexOf('":', at + 2)) count++;
  return count;
}

/** Digits and dots that a double always keeps are fewer than this. */
const LONG = 16;

function isDigitOrDot(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2e;
}

/** True for `[:,[\s]`, what stands before a number in JSON. */
function isBefore(code: number): boolean {
  return code === 0x3a || code === 0x2c || code === 0x5b || code === 0x20 || (code >= 0x09 && code <= 0x0d) || code > 0x7f;
}

/** The usual long number, an epoch time with microseconds: one dot inside, no exponent, and as an integer below 2^52. */
function isPlainlyExact(line: string, start: number, end: number): boolean {
  if (end - start > LONG + 1 || line.charCodeAt(start) === 0x2e || (line.charCodeAt(end) | 0x20) === 0x65) return false;
  let digits = 0;
  let dots = 0;
  for (let at = start; at < end; at++) {
    const code = line.charCodeAt(at);
    if (code === 0x2e) dots++;
    else digits = digits * 10 + code - 0x30;
  }
  return dots === 1 && digits < 4_503_599_627_370_496;
}

/** False when no number can be more than a double holds. Of each 16 characters one is looked at: a longer number holds it. */
function mayBeInexact(line: string): boolean {
  for (let at = LONG - 1; at < line.length; at += LONG) {
    if (!isDigitOrDot(line.charCodeAt(at))) continue;
    let start = at;
    let end = at + 1;
    while (start > 0 && isDigitOrDot(line.charCodeAt(start - 1))) start--;
    while (end < line.length && isDigitOrDot(line.charCodeAt(end))) end++;
    if (end - start < LONG) continue;
    const before = line.charCodeAt(start - 1) === 0x2d ? start - 2 : start - 1;
    if (before >= 0 && isBefore(line.charCodeAt(before)) && !isPlainlyExact(line, start, end)) return true;
    at = end - 1;
  }
  return false;
}

function hasInexactNumber(line: string): boolean {
  LONG_NUMBER.lastIndex = 0;
  for (let hit = LONG_NUMBER.exec(line); hit !== null; hit = LONG_NUMBER.exec(line)) {
    const token = hit[1] ?? '';
    if (typeof exactNumber(token) !== 'number') return true;
  }
  return false;
}

// A string, or a number word that some writers use although JSON has none.
const STRING_OR_WORD = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|nan|Infinity|inf)\b/g;
const WORD = /\b(?:NaN|nan|Infinity|inf)\b/;

/** The same words as Zeek's ASCII log writes them (nan, inf, -inf), as text. */
function quoteNumberWords(line: string): string {
  return line.replace(STRING_OR_WORD, (token) => (token.startsWith('"') ? token : `"${token.toLowerCase().replace('infinity', 'inf')}"`));
}

/** JSON.parse, but undefined for text that is not JSON. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * Reads a line as one JSON object, within MAX_DEPTH and MAX_VALUES. Numbers that a double cannot hold come as text;
 * earlier values of repeated keys come as `duplicates`; bare NaN and Infinity come as the texts nan and inf. The usual
 * line costs one JSON.parse and one walk; only a line that may hold such a number or a repeated key is read a second
 * time, exactly.
 */
export function readJsonLine(line: string): JsonLine {
  let text = line;
  let value = parseJson(text);
  if (value === undefined && WORD.test(text)) {
    text = quoteNumberWords(text);
    value = parseJson(text);
  }
  if (value === undefined) return { ok: false, reason: 'not valid JSON' };
  if (!isJsonObject(value)) return { ok: false, reason: 'JSON, but not an object' };
  if (Object.keys(value).length === 0) return { ok: false, reason: 'JSON object without columns' };
  const tally: Tally = { keys: 0, values: 0, zero: false, infinite: false };
  if (!measure(value, 1, tally)) return TOO_LARGE;
  const outgrown = tally.infinite || (tally.zero && (text.includes('e-') || text.includes('E-')));
  const inexact = (outgrown || mayBeInexact(text)) && hasInexactNumber(text);
  if (!inexact && countKeyMarks(text) === tally.keys) return { ok: true, record: value, duplicates: NO_DUPLICATES };
  return readExactly(text);
}

function readExactly(line: string): JsonLine {
  const exact = new ExactJson(line, MAX_DEPTH);
  try {
    const record = exact.read();
    return isJsonObject(record) ? { ok: true, record, duplicates: exact.duplicates } : { ok: false, reason: 'JSON, but not an object' };
  } catch {
    return TOO_LARGE; // only in a value that a later one with the same key hides
  }
}
