import type { JsonObject } from '@watchfloor/ocsf';
import type { LineColumns } from '../contract.ts';
import { splitEnvelope } from '../format/envelope.ts';
import { readPairs } from '../format/key-values.ts';

/** A line of `key=value` pairs behind a syslog header; words between the pairs are joined into the column `words`. */
export function readPairLine(text: string, log: string, tagged = true): LineColumns {
  const { syslog, rest } = splitEnvelope(text, tagged);
  const { record, duplicates, words } = readPairs(rest);
  const lost = ['syslog', 'words'].flatMap((key) => (Object.hasOwn(record, key) ? [{ key, value: record[key] ?? null }] : []));
  const columns: JsonObject = record;
  if (syslog !== undefined) columns['syslog'] = syslog;
  else delete columns['syslog'];
  if (words.length > 0) columns['words'] = words.join(' ');
  else delete columns['words'];
  return { ok: true, record: columns, log, duplicates: [...duplicates, ...lost] };
}
