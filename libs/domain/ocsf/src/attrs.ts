import type { OcsfEvent } from './event.ts';
import { isJsonObject, setOwn, type JsonObject, type JsonValue } from './json.ts';

const NUMBER = /^[ \t\n\r]*-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?[ \t\n\r]*$/;
const WORD = /^[ \t\n\r]*(?:true|false|null)[ \t\n\r]*$/;
const STRUCTURE = /^[ \t\n\r]*["[{]/;
/** Text that JSON.parse would accept starts with one of these; anything else is stored as it is. By character code: blanks, `"`, `-`, digits, `[`, `f`, `n`, `t`, `{`. */
const MAY_BE_JSON = Uint8Array.from({ length: 128 }, (_, code) => (/^[ \t\n\r"[{\-0-9tfn]$/.test(String.fromCharCode(code)) ? 1 : 0));

function parsesAsJson(text: string): boolean {
  if (text === '' || MAY_BE_JSON[text.charCodeAt(0)] !== 1) return false;
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
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : Number.isFinite(value) ? String(value) : 'null';
  if (typeof value !== 'object' || value === null) return String(value);
  return constants.get(value) ?? textOf(value);
}

/** JSON of lists that never change (the profiles and extensions that each event of a kind carries), by identity. */
const constants = new WeakMap<object, string>();

function textOf(value: object): string {
  const text = JSON.stringify(value);
  if (Array.isArray(value) && Object.isFrozen(value) && value.every(isConstant)) constants.set(value, text);
  return text;
}

function isConstant(value: unknown): boolean {
  return typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every((inner) => typeof inner !== 'object'));
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

/** A step of the paths seen so far: the same names come with every event, so each path is made once. */
interface PathNode {
  readonly path: string;
  readonly skipped: boolean;
  readonly below: Map<string, PathNode>;
}

/** Most paths that are remembered; names beyond them (a hostile sender's) are joined each time. */
const REMEMBERED = 20_000;
let remembered = 0;
const rootFor = (): PathNode => ({ path: '', skipped: false, below: new Map() });
const roots = new WeakMap<ReadonlySet<string>, PathNode>();
const rootWithoutSkips = rootFor();

function rootOf(skip: ReadonlySet<string> | undefined): PathNode {
  if (skip === undefined) return rootWithoutSkips;
  const known = roots.get(skip) ?? rootFor();
  roots.set(skip, known);
  return known;
}

function step(at: PathNode, key: string, skip: ReadonlySet<string> | undefined): PathNode {
  const known = at.below.get(key);
  if (known !== undefined) return known;
  const path = at.path === '' && at === rootOf(skip) ? escapeKey(key) : `${at.path}.${escapeKey(key)}`;
  const made: PathNode = { path, skipped: skip?.has(path) === true, below: new Map() };
  if (remembered < REMEMBERED) {
    remembered += 1;
    at.below.set(key, made);
  }
  return made;
}

function isEmpty(object: object): boolean {
  for (const key in object) if (Object.hasOwn(object, key)) return false;
  return true;
}

/** Attributes as two lists of equal length, in the order of the event: what a writer wants. */
export interface AttrList {
  readonly paths: string[];
  readonly values: string[];
}

function collect(object: object, at: PathNode, skip: ReadonlySet<string> | undefined, out: AttrList): void {
  for (const key of Object.keys(object)) {
    const value = (object as JsonObject)[key];
    if (value === undefined) continue;
    const node = step(at, key, skip);
    if (node.skipped) continue;
    if (isJsonObject(value) && !isEmpty(value)) collect(value, node, skip, out);
    else {
      out.paths.push(node.path);
      out.values.push(encodeAttr(value));
    }
  }
}

/**
 * Every leaf of an event under its dotted path (`ot.values`, `unmapped.foo`, `http_request.url.path`). Objects are
 * descended; arrays and empty objects are leaves. Paths in `skip`, and all below them, are left out: the writer skips
 * what has a column of its own; pass the same set each time, as paths are remembered by it.
 */
export function ocsfAttrList(event: OcsfEvent | JsonObject, skip?: ReadonlySet<string>): AttrList {
  const out: AttrList = { paths: [], values: [] };
  collect(event, rootOf(skip), skip, out);
  return out;
}

/** As `ocsfAttrList`, by path. The result has no prototype. Lossless: `ocsfEventOf` gives the event back. */
export function ocsfAttrs(event: OcsfEvent | JsonObject, skip?: ReadonlySet<string>): Record<string, string> {
  const { paths, values } = ocsfAttrList(event, skip);
  const out = Object.create(null) as Record<string, string>;
  for (let at = 0; at < paths.length; at += 1) out[paths[at] ?? ''] = values[at] ?? '';
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
