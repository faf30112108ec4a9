import type { JsonObject, Product } from '@watchfloor/ocsf';
import type { LineColumns, LineFormat, Unparsed } from '../contract.ts';
import { splitEnvelope } from '../format/envelope.ts';
import { takeLineTime } from '../format/text-time.ts';
import type { Fields } from '../reading/fields.ts';
import { readExtension, unescapeCef } from './extension.ts';

const HEADER = ['version', 'vendor', 'product', 'product_version', 'class_id', 'name', 'severity'] as const;
/** Where a CEF header may begin: behind a syslog header. */
const MAX_HEAD = 1024;
const NOT_CEF: Unparsed = { ok: false, reason: 'not a CEF line' };
const SHORT: Unparsed = { ok: false, reason: 'CEF header with fewer than seven fields' };

function startOf(text: string, mark: string): number {
  const at = text.indexOf(mark);
  return at >= 0 && at <= MAX_HEAD && (at === 0 || !/[\w"=]/.test(text.charAt(at - 1))) ? at : -1;
}

/** The header's fields, `\|` and `\\` unescaped, and where the extension begins. */
function readHeader(text: string, from: number): { fields: string[]; end: number } {
  const fields: string[] = [];
  let start = from;
  for (let at = from; at < text.length && fields.length < HEADER.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x7c) {
      fields.push(unescapeCef(text.slice(start, at)));
      start = at + 1;
    }
  }
  if (fields.length === HEADER.length - 1) {
    fields.push(unescapeCef(text.slice(start)));
    start = text.length;
  }
  return { fields, end: start };
}

function read(text: string): LineColumns | Unparsed {
  const at = startOf(text, 'CEF:');
  if (at < 0) return NOT_CEF;
  const { fields, end } = readHeader(text, at + 4);
  if (fields.length < HEADER.length) return SHORT;
  const head = splitEnvelope(text.slice(0, at).trimEnd(), false);
  const cef: JsonObject = Object.fromEntries(HEADER.map((name, i) => [name, fields[i] ?? '']));
  const record: JsonObject = head.syslog === undefined ? { cef } : { syslog: head.syslog, cef };
  if (head.rest.trim() !== '') record['head'] = head.rest;
  const duplicates = readExtension(text.slice(end), record, ['cef', 'syslog', 'head']);
  return { ok: true, record, log: (fields[1] ?? '').trim().toLowerCase(), duplicates };
}

/** Vendor, product and version of a header, taken where they are not empty. */
export function takeHeaderProduct(header: Fields | undefined, fallback: string): Product {
  const name = header?.word('product');
  return { name: name ?? fallback, vendor_name: header?.word('vendor'), version: header?.word('product_version') };
}

/** ArcSight Common Event Format, with or without a syslog header. The log's name is the vendor, in lower case. */
export const CEF: LineFormat = {
  id: 'cef',
  order: 10,
  recognise: (text) => startOf(text, 'CEF:') >= 0,
  read,
  time: (fields, context) => takeLineTime(fields, context, 'rt', 'start', 'end', 'deviceReceiptTime'),
  product: (fields) => takeHeaderProduct(fields.object('cef'), 'CEF'),
};
