import { setOwn, type JsonObject, type JsonValue } from '@watchfloor/ocsf';
import { exactNumber } from '../reading/exact-number.ts';

const ESCAPE = /(?:\\x[0-9a-fA-F]{2})+/g;
const utf8 = new TextDecoder('utf-8', { fatal: true });

function unescapeRun(run: string): string {
  const bytes = new Uint8Array(run.length / 4);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(run.slice(i * 4 + 2, i * 4 + 4), 16);
  try {
    return utf8.decode(bytes);
  } catch {
    let out = '';
    for (const [i, byte] of bytes.entries()) out += byte < 0x80 ? String.fromCharCode(byte) : run.slice(i * 4, i * 4 + 4);
    return out;
  }
}

/** Undoes Zeek's `\xNN`. Bytes that are not UTF-8 stay written as `\xNN`, as Zeek's JSON writer shows them. */
export function unescapeZeek(text: string): string {
  return text.includes('\\x') ? text.replace(ESCAPE, unescapeRun) : text;
}

function scalar(text: string, type: string): JsonValue {
  switch (type) {
    case 'bool':
      return text === 'T' ? true : text === 'F' ? false : text;
    case 'count':
    case 'int':
    case 'port':
    case 'time':
    case 'interval':
    case 'double':
      return exactNumber(text) ?? text;
    default:
      return unescapeZeek(text);
  }
}

/**
 * The header of a Zeek log in its ASCII format: `#separator`, `#set_separator`, `#empty_field`, `#unset_field`, `#path`,
 * `#fields` and `#types` (Zeek's LogAscii writer). Starts with Zeek's defaults, so that a header may leave lines out.
 */
export class TsvHeader {
  private separator = '\t';
  private setSeparator = ',';
  private empty = '(empty)';
  private unset = '-';
  private fields: readonly string[] = [];
  private types: readonly string[] = [];
  path: string | undefined;

  /** True once `#fields` was seen: rows can be read. */
  get ready(): boolean {
    return this.fields.length > 0;
  }

  /** Takes a line that starts with '#'; any other comment changes nothing. */
  take(line: string): void {
    if (line.startsWith('#separator ')) {
      this.separator = unescapeZeek(line.slice('#separator '.length)) || '\t';
      this.fields = [];
      this.types = [];
      this.path = undefined;
      return;
    }
    const [name = '', ...values] = line.split(this.separator);
    if (name === '#set_separator') this.setSeparator = unescapeZeek(values[0] ?? '') || ',';
    else if (name === '#empty_field') this.empty = unescapeZeek(values[0] ?? '');
    else if (name === '#unset_field') this.unset = unescapeZeek(values[0] ?? '');
    else if (name === '#path') this.path = values[0];
    else if (name === '#fields') {
      this.fields = values.map(unescapeZeek);
      this.types = [];
    } else if (name === '#types') this.types = values;
  }

  /** The cells of a row, or undefined when their number is not the number of fields. */
  cells(line: string): string[] | undefined {
    const cells = line.split(this.separator);
    return cells.length === this.fields.length ? cells : undefined;
  }

  /** The record of a row as Zeek's JSON writer would give it: unset columns absent, numbers, booleans and lists typed. */
  record(cells: readonly string[]): JsonObject {
    const record: JsonObject = {};
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] ?? '';
      if (cell === this.unset) continue;
      setOwn(record, this.fields[i] ?? '', this.cell(cell, this.types[i] ?? 'string'));
    }
    return record;
  }

  private cell(cell: string, type: string): JsonValue {
    const open = type.indexOf('[');
    if (open === -1) return cell === this.empty ? '' : scalar(cell, type);
    if (cell === this.empty) return [];
    const item = type.slice(open + 1, -1);
    return cell.split(this.setSeparator).map((part) => (part === this.unset ? null : part === this.empty ? '' : scalar(part, item)));
  }
}
