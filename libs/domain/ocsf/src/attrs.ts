import type { OcsfEvent } from './event.ts';
import { isJsonObject, setOwn, type JsonObject, type JsonValue } from './json.ts';

// Text that JSON.parse would accept must start with one of these; anything else is stored as it is.
const MAY_BE_JSON = /^[\s"[{\-0-9tfn]/;
const NUMBER = /^[ \t\n\r]*-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?[ \t\n\r]*$/;
const WORD = /^[ \t\n\r]*(?:true|false|null)[ \t\n\r]*$/;
const STRUCTURE = /^[ \t\n\r]*["[{]/;

function parsesAsJson(text: string): boolean {
  if (!MAY_BE_JSON.test(text)) return false;
  if (NUMBER.test(text) || WORD.test(text)) return true;
  if (!STRUCTURE.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The text of one value in the attrs map: a string as it is, unless it would itself parse as JSON; everything else as
 * JSON text. `decodeAttr` is its inverse.
 */
export function encodeAttr(value: JsonValue): string {
  if (typeof value === 'string') return parsesAsJson(value) ? JSON.stringify(value) : value;
  return Object.is(value, -0) ? '-0' : JSON.stringify(value);
}

/** The value that `encodeAttr` wrote. Any text decodes: what is not JSON is a string. */
export function decodeAttr(text: string): JsonValue {
  return parsesAsJson(text) ? (JSON.parse(text) as JsonValue) : text;
}

/** One step of a dotted path; a dot or backslash inside a name is escaped by a backslash. */
function escapeKey(key: string): string {
  return key.includes('.') || key.includes('\\') ? key.replace(/[\\.]/g, '\\$&') : key;
}

function splitPath(path: string): string[] {
  if (!path.includes('\\')) return path.split('.');
  const keys: string[] = [];
  let key = '';
  for (let i = 0; i < path.length; i++) {
    const char = path.charAt(i);
    if (char === '\\' && i + 1 < path.length) key += path.charAt(++i);
    else if (char === '.') {
      keys.push(key);
      key = '';
    } else key += char;
  }
  keys.push(key);
  return keys;
}

function collect(object: object, prefix: string, skip: ReadonlySet<string> | undefined, out: Record<string, string>): void {
  for (const key of Object.keys(object)) {
    const value = (object as JsonObject)[key];
    if (value === undefined) continue;
    const path = prefix + escapeKey(key);
    if (skip?.has(path)) continue;
    if (isJsonObject(value) && Object.keys(value).length > 0) collect(value, `${path}.`, skip, out);
    else out[path] = encodeAttr(value);
  }
}

/**
 * Every leaf of an event under its dotted path (`ot.values`, `unmapped.foo`, `http_request.url.path`). Objects are
 * descended; arrays and empty objects are leaves. Paths in `skip`, and all below them, are left out: the writer skips
 * what has a column of its own. The result has no prototype. Lossless: `ocsfEventOf` gives the event back.
 */
export function ocsfAttrs(event: OcsfEvent | JsonObject, skip?: ReadonlySet<string>): Record<string, string> {
  const out = Object.create(null) as Record<string, string>;
  collect(event, '', skip, out);
  return out;
}

/** The object whose leaves `ocsfAttrs` listed. A path through a name that is already a leaf replaces it. */
export function ocsfEventOf(attrs: Readonly<Record<string, string>>): JsonObject {
  const root: JsonObject = {};
  for (const path of Object.keys(attrs)) {
    const keys = splitPath(path);
    const last = keys.pop() ?? '';
    let at = root;
    for (const key of keys) {
      const next = Object.hasOwn(at, key) ? at[key] : undefined;
      if (isJsonObject(next)) at = next;
      else {
        const made: JsonObject = {};
        setOwn(at, key, made);
        at = made;
      }
    }
    setOwn(at, last, decodeAttr(attrs[path] ?? ''));
  }
  return root;
}
