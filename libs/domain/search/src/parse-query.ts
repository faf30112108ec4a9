import { FIELD_NAMES, findField, type SearchField } from './fields.ts';
import { ipBytes } from './ip-range.ts';
import { nearestName } from './nearest-name.ts';
import { globOf, wildcardsIn } from './patterns.ts';
import { QUERY_LIMITS, type Query, type Test } from './query.ts';
import { QueryProblem } from './query-problem.ts';
import { readRange, readTest, type TypedValue } from './read-test.ts';

const FIELD_START = /([A-Za-z_](?:[\w.-]|\\.)*):/y;
const COMPARISON = /(>=|<=|>|<)\s*/y;
const LOOKS_LIKE_TEXT = /^(?:[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}|[a-z][a-z0-9+.-]*:\/\/.*)$/i;
/** Characters that end a bare value, by where it stands. */
const ENDS = { open: /[\s()"]/, list: /[\s()",]/, range: /[\s()"[\]{}]/ } as const;
const ESCAPABLE = /[\s()"[\]{}:,<>=*?\\-]/;

/**
 * Parses a query (the grammar is in the README). Throws QueryProblem, a Refused INVALID_INPUT with the position and a hint,
 * and nothing else. Time grows with the length of the text, which is bounded.
 */
export function parseQuery(text: string): Query {
  if (text.length > QUERY_LIMITS.length) throw new QueryProblem(`a query has at most ${QUERY_LIMITS.length} characters`, QUERY_LIMITS.length);
  const zero = text.indexOf('\0');
  if (zero >= 0) throw new QueryProblem('a query holds no NUL character', zero);
  return new QueryParser(text).parse();
}

class QueryParser {
  private at = 0;
  private depth = 0;
  private terms = 0;
  private wildcards = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  parse(): Query {
    this.skipSpace();
    if (this.at === this.text.length) return { kind: 'all' };
    const query = this.either();
    if (this.at < this.text.length) throw new QueryProblem("a closing ')' without an opening one", this.at);
    return query;
  }

  private either(): Query {
    const of = [this.both()];
    while (this.takeWord('OR')) of.push(this.both());
    return of.length === 1 && of[0] ? of[0] : { kind: 'or', of };
  }

  private both(): Query {
    const of = [this.one()];
    for (;;) {
      const joined = this.takeWord('AND');
      this.skipSpace();
      const char = this.text[this.at];
      if (!joined && (char === undefined || char === ')' || this.seesWord('OR'))) break;
      of.push(this.one());
    }
    return of.length === 1 && of[0] ? of[0] : { kind: 'and', of };
  }

  private one(): Query {
    this.skipSpace();
    const start = this.at;
    const char = this.text[start];
    if (char === undefined) throw new QueryProblem('the query ends where a term should stand', start);
    if (char === ')') throw new QueryProblem("a term should stand before this ')'", start);
    for (const word of ['AND', 'OR']) if (this.seesWord(word)) throw new QueryProblem(`a term should stand before ${word}; quote it to look for the word`, start);
    if (char === '-' || this.seesWord('NOT')) {
      this.at += char === '-' ? 1 : 3;
      return { kind: 'not', of: this.deeper(start, () => this.one()) };
    }
    if (char === '(') {
      this.at += 1;
      return this.deeper(start, () => this.closed(start, () => this.either()));
    }
    const field = this.takeField();
    return field ? { kind: 'field', field: field.name, test: this.test(field) } : { kind: 'field', field: 'text', test: this.value(knownField('text'), ENDS.open) };
  }

  /** The field that stands here with its colon, or undefined for free text. */
  private takeField(): SearchField | undefined {
    FIELD_START.lastIndex = this.at;
    const name = FIELD_START.exec(this.text)?.[1];
    if (name === undefined) return undefined;
    const word = this.text.slice(this.at).split(/[\s()"]/, 1)[0] ?? '';
    if (LOOKS_LIKE_TEXT.test(word) || ipBytes(word) !== undefined) return undefined;
    const field = findField(name);
    if (!field) throw new QueryProblem(`unknown field '${name.slice(0, 60)}'${hintFor(name)}`, this.at);
    this.at += name.length + 1;
    return field;
  }

  private test(field: SearchField): Test {
    this.skipSpace();
    const start = this.at;
    const char = this.text[start];
    if (char === '(') {
      this.at += 1;
      return this.deeper(start, () => this.closed(start, () => this.list(field)));
    }
    if (char === '[' || char === '{') return this.range(field);
    COMPARISON.lastIndex = start;
    const sign = COMPARISON.exec(this.text);
    if (!sign) return this.value(field, ENDS.open);
    this.at += sign[0].length;
    const end = { ...this.typed(ENDS.open), inclusive: sign[1]?.includes('=') ?? false };
    if (wildcardsIn(end.glob) > 0) throw new QueryProblem('a comparison takes no wildcard', end.position);
    this.countTerm(start);
    return sign[1]?.startsWith('>') ? readRange(field, start, end, undefined) : readRange(field, start, undefined, end);
  }

  private list(field: SearchField): Test {
    const of = [this.value(field, ENDS.list)];
    for (;;) {
      this.skipSpace();
      if (this.text[this.at] === ',') this.at += 1;
      else this.takeWord('OR');
      this.skipSpace();
      const char = this.text[this.at];
      if (char === undefined || char === ')') break;
      for (const word of ['AND', 'NOT']) if (this.seesWord(word)) throw new QueryProblem(`values in a list are alternatives; write ${field.name}:… ${word} ${field.name}:…`, this.at);
      of.push(this.value(field, ENDS.list));
    }
    return of.length === 1 && of[0] ? of[0] : { op: 'any', of };
  }

  private range(field: SearchField): Test {
    const start = this.at;
    const opened = this.text[this.at++];
    const from = { ...this.typed(ENDS.range), inclusive: opened === '[' };
    if (!this.takeWord('TO')) throw new QueryProblem("a range is written [1 TO 1024], with * for an open end", this.at);
    const value = this.typed(ENDS.range);
    this.skipSpace();
    const closing = this.text[this.at];
    if (closing !== ']' && closing !== '}') throw new QueryProblem("a range ends with ']' (or '}' to leave out its end)", this.at);
    this.at += 1;
    for (const end of [from, value]) if (end.glob !== '*' && wildcardsIn(end.glob) > 0) throw new QueryProblem('a range takes no wildcard', end.position);
    this.countTerm(start);
    return readRange(field, start, from, { ...value, inclusive: closing === ']' });
  }

  private value(field: SearchField, ends: RegExp): Test {
    const typed = this.typed(ends);
    const test = readTest(field, typed);
    this.countTerm(typed.position);
    if (test.op === 'like') this.wildcards += wildcardsIn(test.glob);
    if (this.wildcards > QUERY_LIMITS.wildcards) throw new QueryProblem(`a query has at most ${QUERY_LIMITS.wildcards} wildcards`, typed.position);
    return test;
  }

  private typed(ends: RegExp): TypedValue {
    this.skipSpace();
    const position = this.at;
    if (this.text[position] === '"') return { glob: this.quoted(), position };
    let glob = '';
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at] ?? '';
      const next = this.text[this.at + 1];
      if (char === '\\' && next !== undefined && ESCAPABLE.test(next)) {
        glob += globOf(next);
        this.at += 1;
      } else if (ends.test(char)) break;
      else glob += char === '\\' ? '\\\\' : char;
    }
    if (this.at === position) throw new QueryProblem('a value should stand here', position);
    return { glob, position };
  }

  private quoted(): string {
    const start = this.at++;
    let text = '';
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at] ?? '';
      const next = this.text[this.at + 1];
      if (char === '"') {
        this.at += 1;
        return globOf(text);
      }
      if (char === '\\' && (next === '"' || next === '\\')) this.at += 1;
      text += char === '\\' && (next === '"' || next === '\\') ? next : char;
    }
    throw new QueryProblem('this quote is never closed', start);
  }

  private closed<T>(start: number, read: () => T): T {
    const result = read();
    this.skipSpace();
    if (this.text[this.at] !== ')') throw new QueryProblem("this '(' is never closed", start);
    this.at += 1;
    return result;
  }

  private deeper<T>(start: number, read: () => T): T {
    this.depth += 1;
    if (this.depth > QUERY_LIMITS.depth) throw new QueryProblem(`a query nests at most ${QUERY_LIMITS.depth} deep`, start);
    const result = read();
    this.depth -= 1;
    return result;
  }

  private countTerm(position: number): void {
    this.terms += 1;
    if (this.terms > QUERY_LIMITS.terms) throw new QueryProblem(`a query has at most ${QUERY_LIMITS.terms} terms`, position);
  }

  private seesWord(word: string): boolean {
    return this.text.startsWith(word, this.at) && /^(?:[\s()"]|$)/.test(this.text.slice(this.at + word.length, this.at + word.length + 1));
  }

  private takeWord(word: string): boolean {
    this.skipSpace();
    if (!this.seesWord(word)) return false;
    this.at += word.length;
    return true;
  }

  private skipSpace(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }
}

function knownField(name: string): SearchField {
  const field = findField(name);
  if (!field) throw new Error(`the field table has no ${name}`);
  return field;
}

function hintFor(name: string): string {
  if (name.toLowerCase() === 'time') return ': the time window is not part of the query';
  const near = nearestName(name, FIELD_NAMES);
  return near === undefined ? `: quote it to look for the text, or give an attribute's whole path` : `: did you mean ${near}?`;
}
