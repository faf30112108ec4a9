import { setOwn, type JsonObject } from '@watchfloor/ocsf';
import type { Duplicate } from '../reading/exact-json.ts';

export interface Pairs {
  readonly record: JsonObject;
  readonly duplicates: readonly Duplicate[];
  /** What stood between the pairs, in order. */
  readonly words: readonly string[];
}

const KEY = /^[A-Za-z_][\w.\-[\]/@]{0,127}$/;

/** Sets a column; of a repeated name the last value counts, and the earlier one is listed. */
export function setColumn(record: JsonObject, duplicates: Duplicate[], key: string, value: string): void {
  const before = Object.hasOwn(record, key) ? record[key] : undefined;
  if (before !== undefined) duplicates.push({ key, value: before });
  setOwn(record, key, value);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x1d || code === 0x2c;
}

/** End of a quoted value that starts at `at`, behind its closing quote; undefined where it is not closed before a blank or the end. */
function quotedEnd(text: string, at: number): number | undefined {
  const quote = text.charCodeAt(at);
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5c) i++;
    else if (code === quote) return i + 1 === text.length || isBlank(text.charCodeAt(i + 1)) || text.charCodeAt(i + 1) === 0x27 ? i + 1 : undefined;
  }
  return undefined;
}

function unescape(text: string): string {
  return text.includes('\\') ? text.replace(/\\(["'\\])/g, '$1') : text;
}

/**
 * Reads `key=value key="quoted value" word …` in one pass, pairs parted by blanks or commas. A value in quotes may hold
 * escaped quotes; an unclosed quote is part of a plain value.
 */
export function readPairs(text: string, record: JsonObject = {}): Pairs {
  const duplicates: Duplicate[] = [];
  const words: string[] = [];
  let at = 0;
  let unclosed = false;
  while (at < text.length) {
    if (isBlank(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const start = at;
    while (at < text.length && text.charCodeAt(at) !== 0x3d && !isBlank(text.charCodeAt(at))) at++;
    const key = text.slice(start, at);
    if (text.charCodeAt(at) !== 0x3d || !KEY.test(key)) {
      while (at < text.length && !isBlank(text.charCodeAt(at))) at++;
      words.push(text.slice(start, at));
      continue;
    }
    const from = ++at;
    const quoted = text.charCodeAt(from) === 0x22 && !unclosed ? quotedEnd(text, from) : undefined;
    if (quoted !== undefined) {
      at = quoted;
      setColumn(record, duplicates, key, unescape(text.slice(from + 1, at - 1)));
      continue;
    }
    // One search to the end of the line is enough to know that no later quote closes either.
    unclosed ||= text.charCodeAt(from) === 0x22 && text.indexOf('"', from + 1) === -1;
    while (at < text.length && !isBlank(text.charCodeAt(at))) at++;
    setColumn(record, duplicates, key, text.slice(from, at));
  }
  return { record, duplicates, words };
}
