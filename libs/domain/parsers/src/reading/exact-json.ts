import { setOwn, type JsonObject, type JsonValue } from '@watchfloor/ocsf';
import { exactNumber } from './exact-number.ts';

/** A value that a later one with the same key hid. */
export interface Duplicate {
  readonly key: string;
  readonly value: JsonValue;
}

/**
 * Reads JSON without losing what JSON.parse loses: numbers that a double cannot hold stay text, and the earlier values
 * of a repeated key are listed. Only for text that JSON.parse has accepted.
 */
export class ExactJson {
  readonly duplicates: Duplicate[] = [];
  private readonly text: string;
  private readonly maxDepth: number;
  private at = 0;
  private depth = 0;

  constructor(text: string, maxDepth: number) {
    this.text = text;
    this.maxDepth = maxDepth;
  }

  /** Throws RangeError when the text is deeper than the bound. */
  read(): JsonValue {
    this.blank();
    const char = this.text.charAt(this.at);
    if (char === '{' || char === '[') {
      if (++this.depth > this.maxDepth) throw new RangeError('too deep');
      const value = char === '{' ? this.object() : this.array();
      this.depth--;
      return value;
    }
    if (char === '"') return this.string();
    if (char === 't') return this.word(4, true);
    if (char === 'f') return this.word(5, false);
    if (char === 'n') return this.word(4, null);
    return this.number();
  }

  private blank(): void {
    while (' \t\n\r'.includes(this.text.charAt(this.at)) && this.at < this.text.length) this.at++;
  }

  private word(length: number, value: JsonValue): JsonValue {
    this.at += length;
    return value;
  }

  private number(): JsonValue {
    const start = this.at;
    while (this.at < this.text.length && '+-.eE0123456789'.includes(this.text.charAt(this.at))) this.at++;
    const text = this.text.slice(start, this.at);
    return exactNumber(text) ?? text;
  }

  private string(): string {
    const start = this.at++;
    while (this.at < this.text.length && this.text.charAt(this.at) !== '"') this.at += this.text.charAt(this.at) === '\\' ? 2 : 1;
    this.at++;
    return JSON.parse(this.text.slice(start, this.at)) as string;
  }

  private array(): JsonValue[] {
    const items: JsonValue[] = [];
    this.at++;
    for (this.blank(); this.text.charAt(this.at) !== ']'; this.blank()) {
      if (this.text.charAt(this.at) === ',') this.at++;
      items.push(this.read());
    }
    this.at++;
    return items;
  }

  private object(): JsonObject {
    const object: JsonObject = {};
    this.at++;
    for (this.blank(); this.text.charAt(this.at) !== '}'; this.blank()) {
      if (this.text.charAt(this.at) === ',') this.at++;
      this.blank();
      const key = this.string();
      this.blank();
      this.at++; // the colon
      const value = this.read();
      const earlier = Object.hasOwn(object, key) ? object[key] : undefined;
      if (earlier !== undefined) this.duplicates.push({ key, value: earlier });
      setOwn(object, key, value);
    }
    this.at++;
    return object;
  }
}
