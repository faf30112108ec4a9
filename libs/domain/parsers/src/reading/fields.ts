import { isJsonObject, setOwn, type JsonObject, type JsonValue } from '@watchfloor/ocsf';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const IPV6 = new RegExp(`^(?=.*:.*:)[0-9a-fA-F:]{2,39}(?:${OCTET}(?:\\.${OCTET}){3})?(?:%[\\w.-]{1,16})?$`);
const MAC = /^(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$/;
const INTEGER = /^-?\d{1,15}$/;

/** True for the text of an IPv4 address, or what looks like an IPv6 one. */
export function isAddress(text: string): boolean {
  return text.length <= 60 && (IPV4.test(text) || IPV6.test(text));
}

/**
 * The columns of one record, read by taking. A take that finds a value of the right shape gives it and marks the column
 * as taken; a value of another shape stays, undefined is given, and the column ends in `unmapped`. So no column can be
 * lost by a parser that does not know it or meets it with an unexpected type. Takes ownership of the record.
 */
export class Fields {
  private readonly record: Record<string, JsonValue | undefined>;
  private opened: Map<string, Fields> | undefined;

  constructor(record: JsonObject) {
    this.record = record;
  }

  /** The value as it is, not taken. */
  peek(name: string): JsonValue | undefined {
    return this.record[name];
  }

  private has<T>(name: string, value: T | undefined): T | undefined {
    if (value !== undefined) this.record[name] = undefined;
    return value;
  }

  text(name: string): string | undefined {
    const value = this.record[name];
    return this.has(name, typeof value === 'string' ? value : undefined);
  }

  /** A string that is not empty. */
  word(name: string): string | undefined {
    const value = this.record[name];
    return this.has(name, typeof value === 'string' && value !== '' ? value : undefined);
  }

  /** A safe integer, also when it is written as text. */
  integer(name: string): number | undefined {
    const value = this.record[name];
    if (typeof value === 'number') return this.has(name, Number.isSafeInteger(value) ? value : undefined);
    return this.has(name, typeof value === 'string' && INTEGER.test(value) ? Number(value) : undefined);
  }

  /** An integer from 0 to 65535. */
  port(name: string): number | undefined {
    const value = this.record[name];
    const port = typeof value === 'string' && INTEGER.test(value) ? Number(value) : value;
    return this.has(name, typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined);
  }

  address(name: string): string | undefined {
    const value = this.record[name];
    return this.has(name, typeof value === 'string' && isAddress(value) ? value : undefined);
  }

  mac(name: string): string | undefined {
    const value = this.record[name];
    return this.has(name, typeof value === 'string' && MAC.test(value) ? value : undefined);
  }

  list(name: string): JsonValue[] | undefined {
    const value = this.record[name];
    return this.has(name, Array.isArray(value) ? value : undefined);
  }

  value(name: string): JsonValue | undefined {
    return this.has(name, this.record[name]);
  }

  /** The columns of a nested object; what is left of it stays in `rest` under the same name. */
  object(name: string): Fields | undefined {
    const value = this.record[name];
    if (!isJsonObject(value)) return undefined;
    this.opened ??= new Map<string, Fields>();
    const known = this.opened.get(name);
    if (known !== undefined) return known;
    const made = new Fields(value);
    this.opened.set(name, made);
    return made;
  }

  /** As `rest`, but an object that never had a column stays an empty object. */
  private restOfNested(): JsonObject | undefined {
    return Object.keys(this.record).length === 0 ? {} : this.rest();
  }

  /** All columns not taken, dotted names (`data_channel.passive`) nested; undefined when none is left. */
  rest(): JsonObject | undefined {
    let out: JsonObject | undefined;
    let dotted: [name: string, value: JsonValue][] | undefined;
    for (const key in this.record) {
      const value = this.left(key);
      if (value === undefined) continue;
      out ??= {};
      if (key.includes('.')) (dotted ??= []).push([key, value]);
      else setOwn(out, key, value);
    }
    // After the plain names, so that a name and one below it ('id' and 'id.orig_p') never hide each other.
    if (out !== undefined && dotted !== undefined) for (const [key, value] of dotted) setNested(out, key, value);
    return out;
  }

  private left(key: string): JsonValue | undefined {
    const opened = this.opened?.get(key);
    return opened === undefined ? this.record[key] : opened.restOfNested();
  }
}

function setNested(target: JsonObject, name: string, value: JsonValue): void {
  const keys = name.split('.');
  let at = target;
  for (let i = 0; i < keys.length - 1; i++) {
    const key = keys[i] ?? '';
    const next = Object.hasOwn(at, key) ? at[key] : undefined;
    if (isJsonObject(next) && Object.keys(next).length > 0) at = next;
    else if (next === undefined && key !== '') {
      const made: JsonObject = {};
      setOwn(at, key, made);
      at = made;
    } else {
      setOwn(target, name, value);
      return;
    }
  }
  const last = keys[keys.length - 1] ?? '';
  if (last === '' || Object.hasOwn(at, last)) setOwn(target, name, value);
  else setOwn(at, last, value);
}
