import type { JsonValue } from '@watchfloor/ocsf';
import type { Fields } from '../reading/fields.ts';

/** The named values of one Windows event. Windows writes '-' for nothing: such a value is not taken. */
export class EventData {
  private readonly fields: Fields | undefined;
  private readonly lowerFirst: boolean;

  /** @param lowerFirst for agents that write `subjectUserName`. */
  constructor(fields: Fields | undefined, lowerFirst: boolean) {
    this.fields = fields;
    this.lowerFirst = lowerFirst;
  }

  private key(name: string): string {
    return this.lowerFirst ? name.charAt(0).toLowerCase() + name.slice(1) : name;
  }

  peek(name: string): JsonValue | undefined {
    return this.fields?.peek(this.key(name));
  }

  /** The value as text, not taken; undefined where it is none. */
  text(name: string): string | undefined {
    const value = this.peek(name);
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' && value !== '' && value !== '-' ? value : undefined;
  }

  /** Takes a text, from the first of the names that has one. */
  word(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const text = this.text(name);
      if (text === undefined) continue;
      this.fields?.value(this.key(name));
      return text;
    }
    return undefined;
  }

  /** A number in decimals is taken; one in hex (`0x3e8`) is read and stays. */
  number(...names: readonly string[]): number | undefined {
    for (const name of names) {
      const text = this.text(name);
      if (text === undefined) continue;
      if (/^0x[0-9a-fA-F]{1,8}$/.test(text)) return Number(text);
      const value = this.fields?.integer(this.key(name));
      if (value !== undefined && value >= 0 && value <= 0xffff_ffff) return value;
    }
    return undefined;
  }

  address(name: string): string | undefined {
    return this.fields?.address(this.key(name));
  }

  port(name: string): number | undefined {
    return this.text(name) === undefined ? undefined : this.fields?.port(this.key(name));
  }
}
