import { isJsonObject, type Device, type JsonObject } from '@watchfloor/ocsf';
import { takeSyslogHost } from '../format/envelope.ts';
import type { Fields } from '../reading/fields.ts';
import { EventData } from './data.ts';

/** Where a shape of Windows events keeps what; paths into the record. */
interface Shape {
  readonly system: readonly string[];
  readonly id: readonly string[];
  readonly provider: readonly string[];
  readonly channel: readonly string[];
  readonly computer: readonly string[];
  readonly record: readonly string[];
  readonly times: readonly (readonly string[])[];
  /** The first of these objects that is there holds the event's own values. */
  readonly data: readonly (readonly string[])[];
  readonly lowerFirst: boolean;
}

/** Winlogbeat (and Elastic Agent): everything below `winlog`. */
const WINLOGBEAT: Shape = {
  system: ['winlog'], id: ['event_id'], provider: ['provider_name'], channel: ['channel'], computer: ['computer_name'], record: ['record_id'],
  times: [['@timestamp']], data: [['winlog', 'event_data'], ['winlog', 'user_data']], lowerFirst: false,
};
/** evtx_dump, python-evtx and rendered XML: `Event.System` and `Event.EventData`. */
const EVTX: Shape = {
  system: ['Event', 'System'], id: ['EventID'], provider: ['Provider.Name'], channel: ['Channel'], computer: ['Computer'], record: ['EventRecordID'],
  times: [['Event', 'System', 'TimeCreated', '#attributes', 'SystemTime'], ['Event', 'System', 'TimeCreated_attributes', 'SystemTime'], ['Event', 'System', 'TimeCreated', 'SystemTime']],
  data: [['Event', 'EventData'], ['Event', 'UserData', 'LogFileCleared'], ['Event', 'UserData', 'EventData'], ['Event', 'UserData']], lowerFirst: false,
};
/** Agents that write `win.system` and `win.eventdata` in camel case. */
const CAMEL: Shape = {
  system: ['win', 'system'], id: ['eventID'], provider: ['providerName'], channel: ['channel'], computer: ['computer'], record: ['eventRecordID'],
  times: [['win', 'system', 'systemTime']], data: [['win', 'eventdata'], ['win', 'logFileCleared']], lowerFirst: true,
};
/** NXLog, Fluent Bit and other flat forms: all in one object. */
const FLAT: Shape = {
  system: [], id: ['EventID', 'EventId', 'event_id'], provider: ['ProviderName', 'SourceName', 'Provider', 'provider_name', 'source_name'], channel: ['Channel', 'channel', 'log_name'],
  computer: ['Computer', 'Hostname', 'ComputerName', 'computer_name'], record: ['EventRecordID', 'RecordNumber', 'record_number', 'record_id'],
  times: [['TimeCreated'], ['SystemTime'], ['EventTime'], ['TimeGenerated'], ['@timestamp']], data: [[]], lowerFirst: false,
};

/** The shape of a record; undefined where it is no Windows event. */
export function shapeOf(record: JsonObject): Shape | undefined {
  const { winlog, win, Event: event } = record;
  if (isJsonObject(winlog) && 'event_id' in winlog) return WINLOGBEAT;
  if (isJsonObject(event) && isJsonObject(event['System'])) return EVTX;
  if (isJsonObject(win) && isJsonObject(win['system'])) return CAMEL;
  return FLAT.id.some((name) => name in record) && [...FLAT.channel, ...FLAT.provider].some((name) => typeof record[name] === 'string') ? FLAT : undefined;
}

function descend(fields: Fields, path: readonly string[]): Fields | undefined {
  return path.reduce<Fields | undefined>((at, name) => at?.object(name), fields);
}

function scalar(value: unknown): string | undefined {
  if (isJsonObject(value)) return scalar(value['#text']);
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}

/** What every Windows event says, read once; the columns that the event's metadata holds are taken. */
export interface WindowsEvent {
  readonly id: number;
  readonly provider: string;
  readonly channel: string;
  readonly data: EventData;
  readonly device: Device | undefined;
}

/** The text of the first name that is there; providers sit in attributes of their element. */
function systemText(system: Fields | undefined, names: readonly string[]): { holder: Fields; name: string; text: string } | undefined {
  for (const name of names) {
    if (name === 'Provider.Name') {
      const provider = system?.object('Provider');
      const holder = provider?.object('#attributes') ?? system?.object('Provider_attributes') ?? provider;
      const text = scalar(holder?.peek('Name'));
      if (holder !== undefined && text !== undefined) return { holder, name: 'Name', text };
      continue;
    }
    const text = scalar(system?.peek(name));
    if (system !== undefined && text !== undefined && text !== '') return { holder: system, name, text };
  }
  return undefined;
}

const HOSTNAME = /^[\w.-]{1,255}$/;

/** The machine as the agent that sent the event names it, where the event itself does not. */
function agentHost(fields: Fields): string | undefined {
  for (const [holder, name] of [['host', 'hostname'], ['host', 'name'], ['agent', 'hostname'], ['agent', 'name']] as const) {
    const text = fields.object(holder)?.peek(name);
    if (typeof text === 'string' && HOSTNAME.test(text)) return fields.object(holder)?.word(name);
  }
  return undefined;
}

/** Id, provider, channel and machine of an event, and its own values. */
export function openEvent(fields: Fields, shape: Shape): WindowsEvent {
  const system = descend(fields, shape.system);
  const id = Number(systemText(system, shape.id)?.text ?? Number.NaN);
  const data = shape.data.map((path) => descend(fields, path)).find((each) => each !== undefined);
  const computer = systemText(system, shape.computer);
  const hostname = (computer !== undefined && HOSTNAME.test(computer.text) ? computer.holder.word(computer.name) : undefined) ?? agentHost(fields);
  return {
    id: Number.isSafeInteger(id) ? id : -1,
    provider: systemText(system, shape.provider)?.text ?? '',
    channel: systemText(system, shape.channel)?.text ?? '',
    data: new EventData(data, shape.lowerFirst),
    device: hostname === undefined ? takeSyslogHost(fields) : { hostname, type_id: 0 },
  };
}

/** Provider and channel of a record, nothing taken. */
export function namesOf(record: JsonObject, shape: Shape): { provider: string; channel: string } {
  let system: unknown = record;
  for (const name of shape.system) system = isJsonObject(system) ? system[name] : undefined;
  if (!isJsonObject(system)) return { provider: '', channel: '' };
  const holder = system;
  const text = (names: readonly string[]): string => names.map((name) => scalar(holder[name])).find((each) => each !== undefined && each !== '') ?? '';
  const provider = holder['Provider'] ?? holder['Provider_attributes'];
  const attributes = isJsonObject(provider) ? (provider['#attributes'] ?? provider) : undefined;
  return { provider: isJsonObject(attributes) ? (scalar(attributes['Name']) ?? '') : text(shape.provider), channel: text(shape.channel) };
}

/** The columns that hold a time, in the order of trust: holder and name. */
export function timeColumns(fields: Fields, shape: Shape): { holder: Fields; name: string }[] {
  return shape.times.flatMap((path) => {
    const holder = descend(fields, path.slice(0, -1));
    return holder === undefined ? [] : [{ holder, name: path[path.length - 1] ?? '' }];
  });
}
