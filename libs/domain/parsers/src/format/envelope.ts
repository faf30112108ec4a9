import { setOwn, type Device, type JsonObject } from '@watchfloor/ocsf';
import { isAddress, type Fields } from '../reading/fields.ts';
import { present } from './present.ts';

/** A line without the syslog header before it. */
export interface SplitLine {
  /** Columns of the header, under the name `syslog` in a record; undefined where the line has none. */
  readonly syslog: JsonObject | undefined;
  readonly rest: string;
}

const PRI = /^<(\d{1,3})>/;
const VERSION = /^ ?([1-9]) (?=-|\d{4}-)/;
const ISO = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,12})?(?:Z|[+-]\d\d:?\d\d)?)(?: |$)/;
const BSD = /^((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2}(?: \d{4})? \d\d:\d\d:\d\d(?:\.\d{1,12})?):?(?: |$)/;
const FIELDS_5424 = /^(\S{1,255}) (\S{1,48}) (\S{1,128}) (\S{1,255})(?: |$)/;
const HOST = /^([\w.:%-]{1,255})(?: |$)/;
const TAG = /^([\w./+@()-]{1,64})(?:\[([^\]\s]{0,64})\])?:(?: |$)/;

class Header {
  readonly columns: JsonObject = {};
  rest: string;

  constructor(text: string) {
    this.rest = text;
  }

  /** Takes what the pattern finds at the start; each name gets a group, '-' and absent groups none. */
  take(pattern: RegExp, ...names: readonly string[]): boolean {
    const match = pattern.exec(this.rest);
    if (match === null) return false;
    names.forEach((name, at) => {
      const value = match[at + 1];
      if (value !== undefined && value !== '-' && value !== '') setOwn(this.columns, name, value);
    });
    this.rest = this.rest.slice(match[0].length);
    return true;
  }

  blanks(): void {
    let at = 0;
    while (this.rest.charCodeAt(at) === 0x20) at++;
    if (at > 0) this.rest = this.rest.slice(at);
  }
}

/** End of RFC 5424 structured data at the start of a text; 0 where there is none. */
function structuredDataEnd(text: string): number {
  let at = 0;
  while (text[at] === '[') {
    let quoted = false;
    let end = at + 1;
    for (; end < text.length && (quoted || text[end] !== ']'); end++) {
      if (text[end] === '\\') end++;
      else if (text[end] === '"') quoted = !quoted;
    }
    if (end >= text.length) return at;
    at = end + 1;
  }
  return at;
}

// An element's id, then name="value" pairs; what writers put in brackets otherwise is message.
const ELEMENT = /^\[[^\s=\]"]{1,32}(?: [^\s=\]"]{1,32}="|\])/;

function takeRfc5424(header: Header): void {
  if (!header.take(FIELDS_5424, 'host', 'app', 'pid', 'msgid')) return;
  if (header.rest === '-' || header.rest.startsWith('- ')) header.rest = header.rest.slice(2);
  else if (ELEMENT.test(header.rest)) {
    const end = structuredDataEnd(header.rest);
    if (end > 0) {
      setOwn(header.columns, 'structured_data', header.rest.slice(0, end));
      header.rest = header.rest.slice(end).replace(/^ /, '');
    }
  }
  if (header.rest.charCodeAt(0) === 0xfeff) header.rest = header.rest.slice(1);
}

/**
 * Takes a syslog header off a line, in one pass: RFC 5424, RFC 3164, and near misses of real senders (`<14> 1 2023-…`, ISO
 * times in the old format, no priority). Every part is a column; what follows is `rest`, '' where nothing does.
 * @param tagged false where a word before a colon belongs to the message (`CEF:0|…`, `%ASA-6-…:`).
 */
export function splitEnvelope(text: string, tagged = true): SplitLine {
  const header = new Header(text);
  const pri = header.take(PRI, 'priority');
  if (pri) header.blanks();
  const version = header.take(VERSION, 'version');
  if (version && (header.take(/^- /) || header.take(ISO, 'timestamp'))) takeRfc5424(header);
  else if (header.take(ISO, 'timestamp') || header.take(BSD, 'timestamp')) {
    header.blanks();
    if (!tagged) header.take(HOST, 'host');
    else if (!header.take(TAG, 'app', 'pid') && !(header.rest.startsWith('{') || header.rest.startsWith('%')) && header.take(HOST, 'host')) {
      header.blanks();
      header.take(TAG, 'app', 'pid');
    }
  } else if (tagged && pri) header.take(TAG, 'app', 'pid');
  return { syslog: Object.keys(header.columns).length === 0 ? undefined : header.columns, rest: header.rest };
}

/** The machine that a syslog header names, taken from the column `syslog`. */
export function takeSyslogHost(fields: Fields): Device | undefined {
  const syslog = fields.object('syslog');
  const host = syslog?.peek('host');
  if (typeof host !== 'string' || syslog === undefined) return undefined;
  const device = present(isAddress(host) ? { ip: syslog.word('host') } : { hostname: syslog.word('host') });
  return device === undefined ? undefined : { ...device, type_id: 0 };
}
