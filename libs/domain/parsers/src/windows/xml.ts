import { isJsonObject, setOwn, type JsonObject, type JsonValue } from '@watchfloor/ocsf';
import { XMLParser } from 'fast-xml-parser';
import { MAX_DEPTH } from '../reading/json-line.ts';

const ATTRIBUTES = '#attributes';
const TEXT = '#text';
const MAX_LENGTH = 1024 * 1024;

const parser = new XMLParser({
  ignoreAttributes: false, attributeNamePrefix: '', attributesGroupName: ATTRIBUTES, textNodeName: TEXT,
  parseTagValue: false, parseAttributeValue: false, trimValues: true, ignoreDeclaration: true, processEntities: true, htmlEntities: false,
});

/** Elements deeper than this are refused before they are parsed. */
function tooDeep(text: string): boolean {
  let depth = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const next = text.charCodeAt(at + 1);
    if (next === 0x2f) depth--;
    else if (next !== 0x21 && next !== 0x3f && ++depth > 4 * MAX_DEPTH) return true;
    const end = text.indexOf('>', at);
    if (end === -1) return false;
    if (text.charCodeAt(end - 1) === 0x2f) depth--;
  }
  return false;
}

/** `<Data Name="A">x</Data>` as a column A; Data without a name in a list, in order. */
function namedData(data: JsonObject): JsonObject {
  const items = data['Data'];
  if (items === undefined) return data;
  const out: JsonObject = {};
  const unnamed: JsonValue[] = [];
  for (const item of Array.isArray(items) ? items : [items]) {
    const attributes = isJsonObject(item) ? item[ATTRIBUTES] : undefined;
    const name = isJsonObject(attributes) ? attributes['Name'] : undefined;
    const value = isJsonObject(item) ? (item[TEXT] ?? '') : item;
    if (typeof name === 'string' && name !== '' && !Object.hasOwn(out, name)) setOwn(out, name, value);
    else unnamed.push(typeof name === 'string' ? { Name: name, '#text': value } : value);
  }
  for (const [key, value] of Object.entries(data)) if (key !== 'Data') setOwn(out, Object.hasOwn(out, key) ? `${key}_` : key, value);
  if (unnamed.length > 0) setOwn(out, 'Data', unnamed);
  return out;
}

function depthOf(value: JsonValue, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every((item) => depthOf(item, depth + 1));
}

/** The record `{ Event: { System, EventData … } }` of one rendered event, in the shape of EVTX exports; undefined where the text is none. */
export function readEventXml(text: string): JsonObject | undefined {
  if (text.length > MAX_LENGTH || tooDeep(text)) return undefined;
  let parsed: unknown;
  try {
    parsed = parser.parse(text.slice(text.indexOf('<Event')));
  } catch {
    return undefined;
  }
  const event = isJsonObject(parsed) ? parsed['Event'] : undefined;
  if (!isJsonObject(event) || !isJsonObject(event['System']) || !depthOf(event, 1)) return undefined;
  const attributes = event[ATTRIBUTES];
  if (isJsonObject(attributes)) {
    delete attributes['xmlns'];
    if (Object.keys(attributes).length === 0) delete event[ATTRIBUTES];
  }
  if (isJsonObject(event['EventData'])) event['EventData'] = namedData(event['EventData']);
  return { Event: event };
}
