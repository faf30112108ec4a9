import type { OcsfEvent } from './event.ts';
import { isJsonObject, setOwn, type JsonObject, type JsonValue } from './json.ts';

const NUMBER = /^[ \t\n\r]*-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?[ \t\n\r]*$/;
const WORD = /^[ \t\n\r]*(?:true|false|null)[ \t\n\r]*$/;
const STRUCTURE = /^[ \t\n\r]*(?:"[^]*"|\[[^]*\]|\{[^]*\})[ \t\n\r]*$/;
/** The only pattern that text can fit to be JSON, by its first character; none of them where it cannot, and all where it is a blank. */
const BY_FIRST: readonly (readonly RegExp[] | undefined)[] = Array.from({ length: 128 }, (_, code) => {
  const first = String.fromCharCode(code);
  if (/[ \t\n\r]/.test(first)) return [NUMBER, WORD, STRUCTURE];
  if (/[-0-9]/.test(first)) return [NUMBER];
  if (/[tfn]/.test(first)) return [WORD];
  return /["[{]/.test(first) ? [STRUCTURE] : undefined;
});

function parsesAsJson(text: string): boolean {
  const patterns = text === '' ? undefined : BY_FIRST[text.charCodeAt(0)];
  const fitting = patterns?.find((pattern) => pattern.test(text));
  if (fitting !== STRUCTURE) return fitting !== undefined;
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

/** The path of an attribute. The same names come with every event, so each path is made once. */
export interface AttrPath {
  readonly path: string;
  /** Room for the writer: the path as it writes it. */
  encoded: Uint8Array | undefined;
}

/** A step of the paths seen so far. */
interface PathNode extends AttrPath {
  readonly key: string;
  readonly skipped: boolean;
  readonly below: Map<string, PathNode>;
  /** What stood first in the last object here, and what came after this step: events of a kind have their names in one order. */
  first: PathNode | undefined;
  next: PathNode | undefined;
}

/** Most paths that are remembered; names beyond them (a hostile sender's) are joined each time. */
const REMEMBERED = 20_000;
let remembered = 0;
const rootFor = (): PathNode => ({ path: '', encoded: undefined, key: '', skipped: false, below: new Map(), first: undefined, next: undefined });
const roots = new WeakMap<ReadonlySet<string>, PathNode>();
const rootWithoutSkips = rootFor();

function rootOf(skip: ReadonlySet<string> | undefined): PathNode {
  if (skip === undefined) return rootWithoutSkips;
  const known = roots.get(skip);
  if (known !== undefined) return known;
  const made = rootFor();
  roots.set(skip, made);
  return made;
}

function addStep(at: PathNode, key: string, skip: ReadonlySet<string> | undefined): PathNode {
  const path = at.path === '' && at === rootOf(skip) ? escapeKey(key) : `${at.path}.${escapeKey(key)}`;
  const made: PathNode = { path, encoded: undefined, key, skipped: skip?.has(path) === true, below: new Map(), first: undefined, next: undefined };
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

/** Attributes as two lists of equal length, in the order of the event. */
export interface AttrList {
  readonly paths: AttrPath[];
  readonly values: JsonValue[];
}

function collect(object: object, at: PathNode, skip: ReadonlySet<string> | undefined, out: AttrList): void {
  let before: PathNode | undefined;
  for (const key in object) {
    const value = (object as JsonObject)[key];
    if (value === undefined) continue;
    const guess = before === undefined ? at.first : before.next;
    const node = guess?.key === key ? guess : (at.below.get(key) ?? addStep(at, key, skip));
    if (node !== guess) {
      if (before === undefined) at.first = node;
      else before.next = node;
    }
    before = node;
    if (node.skipped) continue;
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && !isEmpty(value)) collect(value, node, skip, out);
    else {
      out.paths.push(node);
      out.values.push(value);
    }
  }
}

/**
 * Adds every leaf of an event under its dotted path (`ot.values`, `unmapped.foo`, `http_request.url.path`). Objects are
 * descended; arrays and empty objects are leaves. Paths in `skip`, and all below them, are left out: the writer skips
 * what has a column of its own; pass the same set each time, as paths are remembered by it.
 */
export function listAttrs(event: OcsfEvent | JsonObject, skip: ReadonlySet<string> | undefined, out: AttrList): void {
  collect(event, rootOf(skip), skip, out);
}

/** As `listAttrs`, the text of each value by its path. The result has no prototype. Lossless: `ocsfEventOf` gives the event back. */
export function ocsfAttrs(event: OcsfEvent | JsonObject, skip?: ReadonlySet<string>): Record<string, string> {
  const { paths, values }: AttrList = { paths: [], values: [] };
  listAttrs(event, skip, { paths, values });
  const out = Object.create(null) as Record<string, string>;
  for (let at = 0; at < paths.length; at += 1) out[paths[at]?.path ?? ''] = encodeAttr(values[at] ?? null);
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
