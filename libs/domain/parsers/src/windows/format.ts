import type { JsonObject } from '@watchfloor/ocsf';
import type { LineColumns, LineFormat, Unparsed } from '../contract.ts';
import { splitEnvelope } from '../format/envelope.ts';
import { takeTextTime } from '../format/text-time.ts';
import type { RecordTime } from '../reading/assemble.ts';
import type { Fields } from '../reading/fields.ts';
import { readJsonLine } from '../reading/json-line.ts';
import { namesOf, shapeOf, timeColumns } from './event.ts';
import { readEventXml } from './xml.ts';

const NOT_WINDOWS: Unparsed = { ok: false, reason: 'not a Windows event' };
const BAD_XML: Unparsed = { ok: false, reason: 'not the XML of a Windows event' };
const JSON_MARK = /"(?:winlog|EventID|EventId|event_id|eventID|System)"\s*:/;
const JSON_SECOND = /"(?:channel|Channel|provider_name|ProviderName|providerName|SourceName|Provider|Provider_attributes)"\s*:/;
const XML_START = /^\s*<(?:Event[\s>]|\?xml|!--)/;

function logOf(record: JsonObject): string | undefined {
  const shape = shapeOf(record);
  if (shape === undefined) return undefined;
  const { provider, channel } = namesOf(record, shape);
  if (/sysmon/i.test(provider) || /sysmon/i.test(channel)) return 'sysmon';
  return channel === 'Security' || provider === 'Microsoft-Windows-Security-Auditing' || provider === 'Microsoft-Windows-Eventlog' ? 'security' : channel === '' ? 'windows' : channel;
}

function withHead(text: string, start: number): { syslog: JsonObject | undefined; head: string } {
  if (start === 0) return { syslog: undefined, head: '' };
  const { syslog, rest } = splitEnvelope(text.slice(0, start).trimEnd());
  return { syslog, head: rest };
}

function read(text: string): LineColumns | Unparsed {
  const brace = text.indexOf('{');
  const angle = text.indexOf('<Event');
  if (angle >= 0 && (brace === -1 || angle < brace)) {
    const record = readEventXml(text);
    if (record === undefined) return BAD_XML;
    return { ok: true, record, log: logOf(record) ?? 'windows' };
  }
  if (brace < 0) return NOT_WINDOWS;
  const { syslog, head } = withHead(text, brace);
  if (head !== '') return NOT_WINDOWS;
  const json = readJsonLine(text.slice(brace));
  if (!json.ok) return json;
  const log = logOf(json.record);
  if (log === undefined) return NOT_WINDOWS;
  if (syslog !== undefined && !('syslog' in json.record)) json.record['syslog'] = syslog;
  return { ok: true, record: json.record, log, duplicates: json.duplicates };
}

function time(fields: Fields, context: Parameters<LineFormat['time']>[1]): RecordTime {
  const shape = shapeOf({ winlog: fields.peek('winlog') ?? null, Event: fields.peek('Event') ?? null, win: fields.peek('win') ?? null, EventID: 0, Channel: '' });
  for (const { holder, name } of shape === undefined ? [] : timeColumns(fields, shape)) {
    const found = takeTextTime(holder, context, name);
    if (found.us !== undefined) return found;
  }
  return { us: undefined, text: undefined };
}

/** Windows events: JSON of Winlogbeat, NXLog, Fluent Bit, evtx_dump or of agents with `win.system`, and rendered XML. Logs are `security`, `sysmon`, or the channel. */
export const WINDOWS: LineFormat = {
  id: 'windows',
  order: 20,
  recognise: (text) => (text.includes('<Event') ? XML_START.test(text) : text.includes('{') && JSON_MARK.test(text) && JSON_SECOND.test(text)),
  read,
  time,
  product: () => ({ name: 'Windows', vendor_name: 'Microsoft' }),
};
