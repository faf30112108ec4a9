import { isJsonObject, type JsonObject } from '@watchfloor/ocsf';
import { ExactJson, type Duplicate } from './exact-json.ts';
import { exactNumber } from './exact-number.ts';

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
}

/** Counts keys; false when the record is deeper or larger than the bounds. */
function measure(value: object, depth: number, tally: Tally): boolean {
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    tally.values += value.length;
    if (tally.values > MAX_VALUES) return false;
    for (const item of value as unknown[]) if (typeof item === 'object' && item !== null && !measure(item, depth + 1, tally)) return false;
    return true;
  }
  for (const key in value) {
    tally.keys++;
    if (++tally.values > MAX_VALUES) return false;
    const item = (value as Record<string, unknown>)[key];
    if (typeof item === 'object' && item !== null && !measure(item, depth + 1, tally)) return false;
  }
  return true;
}

function countKeyMarks(line: string): number {
  let count = 0;
  for (let at = line.indexOf('":'); at !== -1; at = line.indexOf('":', at + 2)) count++;
  return count;
}

/** The usual case, an epoch time with microseconds: at most 16 digits whose integer is below 2^52. */
function isPlainlyExact(token: string): boolean {
  if (token.length > 17 || token.includes('e') || token.includes('E')) return false;
  const dot = token.indexOf('.');
  return dot > 0 && Number(token.slice(0, dot) + token.slice(dot + 1)) < 4_503_599_627_370_496;
}

function hasInexactNumber(line: string): boolean {
  LONG_NUMBER.lastIndex = 0;
  for (let hit = LONG_NUMBER.exec(line); hit !== null; hit = LONG_NUMBER.exec(line)) {
    const token = hit[1] ?? '';
    if (!isPlainlyExact(token) && typeof exactNumber(token) !== 'number') return true;
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
  const tally: Tally = { keys: 0, values: 0 };
  if (!measure(value, 1, tally)) return TOO_LARGE;
  if (countKeyMarks(text) === tally.keys && !hasInexactNumber(text)) return { ok: true, record: value, duplicates: NO_DUPLICATES };
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
