import type { JsonObject } from '@watchfloor/ocsf';
import type { LineColumns, LineFormat, Unparsed } from '../contract.ts';
import { readExtension } from '../cef/extension.ts';
import { takeHeaderProduct } from '../cef/format.ts';
import { splitEnvelope } from '../format/envelope.ts';
import { setColumn } from '../format/key-values.ts';
import { takeLineTime } from '../format/text-time.ts';
import type { Duplicate } from '../reading/exact-json.ts';

const HEADER = ['version', 'vendor', 'product', 'product_version', 'class_id'] as const;
const RESERVED = ['leef', 'syslog', 'head', 'attributes'];
const MAX_HEAD = 1024;
const NOT_LEEF: Unparsed = { ok: false, reason: 'not a LEEF line' };
const SHORT: Unparsed = { ok: false, reason: 'LEEF header with fewer than five fields' };

function startOf(text: string): number {
  const at = text.indexOf('LEEF:');
  return at >= 0 && at <= MAX_HEAD && (at === 0 || !/[\w"=]/.test(text.charAt(at - 1))) ? at : -1;
}

/** The sixth field of LEEF 2.0: one character, its code in hex (`x5E`, `0x5E`), or nothing. Undefined where it is left out. */
function delimiterOf(text: string): { char: string; length: number } | undefined {
  const hex = /^0?x([0-9A-Fa-f]{1,4})\|/.exec(text);
  if (hex !== null) return { char: String.fromCharCode(Number.parseInt(hex[1] ?? '9', 16)), length: hex[0].length };
  if (text.startsWith('|')) return { char: '\t', length: 1 };
  return text.charAt(1) === '|' ? { char: text.charAt(0), length: 2 } : undefined;
}

/** Attributes parted by a delimiter; a value may hold equals signs. Pieces that are no attribute are joined into `attributes`. */
function readAttributes(text: string, delimiter: string, record: JsonObject): Duplicate[] {
  if (delimiter === '\t' && !text.includes('\t')) return readExtension(text, record, RESERVED); // parted by blanks, against the format
  const duplicates: Duplicate[] = [];
  for (const piece of text.split(delimiter)) {
    const equals = piece.indexOf('=');
    const key = piece.slice(0, equals).trim();
    if (equals <= 0 || key === '') {
      if (piece.trim() !== '') setColumn(record, duplicates, 'attributes', piece);
    } else if (RESERVED.includes(key)) duplicates.push({ key, value: piece.slice(equals + 1) });
    else setColumn(record, duplicates, key, piece.slice(equals + 1));
  }
  return duplicates;
}

function read(text: string): LineColumns | Unparsed {
  const at = startOf(text);
  if (at < 0) return NOT_LEEF;
  const leef: JsonObject = {};
  let start = at + 5;
  for (const name of HEADER) {
    const end = text.indexOf('|', start);
    if (end < 0 && name !== 'class_id') return SHORT;
    leef[name] = text.slice(start, end < 0 ? text.length : end);
    start = end < 0 ? text.length : end + 1;
  }
  const rest = text.slice(start);
  const custom = leef['version'] === '2.0' || leef['version'] === '2' ? delimiterOf(rest) : undefined;
  const head = splitEnvelope(text.slice(0, at).trimEnd(), false);
  const record: JsonObject = head.syslog === undefined ? { leef } : { syslog: head.syslog, leef };
  if (head.rest.trim() !== '') record['head'] = head.rest;
  const duplicates = readAttributes(rest.slice(custom?.length ?? 0), custom?.char ?? '\t', record);
  return { ok: true, record, log: String(leef['vendor']).trim().toLowerCase(), duplicates };
}

/** IBM's Log Event Extended Format 1.0 and 2.0, with or without a syslog header. The log's name is the vendor, in lower case. */
export const LEEF: LineFormat = {
  id: 'leef',
  order: 11,
  recognise: (text) => startOf(text) >= 0,
  read,
  time: (fields, context) => takeLineTime(fields, context, 'devTime', 'deviceTime', 'eventTime'),
  product: (fields) => takeHeaderProduct(fields.object('leef'), 'LEEF'),
};
