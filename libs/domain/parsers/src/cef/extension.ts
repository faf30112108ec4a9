import type { JsonObject } from '@watchfloor/ocsf';
import { setColumn } from '../format/key-values.ts';
import type { Duplicate } from '../reading/exact-json.ts';

// Dots, brackets and commas: keys that real products write ('ad.field[0]', 'ad.Error_,Code'); all else is part of a value ('http://x/?a=b').
const KEY = /^[\w.\-[\],]{1,256}$/;

/** Removes CEF's escapes: `\=`, `\|`, `\\`, and `\n`, `\r` for line ends; any other backslash stays. */
export function unescapeCef(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\([=|\\nr])/g, (_all, char: string) => (char === 'n' ? '\n' : char === 'r' ? '\r' : char));
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function valueOf(text: string, from: number, to: number): string {
  let end = to;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
  return unescapeCef(text.slice(from, end));
}

/**
 * Reads a CEF extension, `key=value key2=value with blanks`, in one pass: a value ends where a blank, a key and an unescaped
 * equals sign follow. Text before the first key becomes the column `extension`. `reserved` names go to `duplicates`.
 */
export function readExtension(text: string, record: JsonObject, reserved: readonly string[]): Duplicate[] {
  const duplicates: Duplicate[] = [];
  let key: string | undefined;
  let from = 0;
  let word = 0;
  const close = (to: number): void => {
    const value = valueOf(text, from, to);
    if (key === undefined) {
      if (value.trim() !== '') setColumn(record, duplicates, 'extension', value);
    } else if (reserved.includes(key)) duplicates.push({ key, value });
    else setColumn(record, duplicates, key, value);
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (isBlank(code)) word = at + 1;
    else if (code === 0x3d && at > word && at - word <= 256 && (key === undefined || word > from)) {
      const name = text.slice(word, at);
      if (!KEY.test(name)) continue;
      close(word);
      key = name;
      from = at + 1;
    }
  }
  close(text.length);
  return duplicates;
}
