import { NETWORK_ACTIVITY, OCSF_CLASS, type JsonObject, type JsonValue, type OtAccess, type OtActivity, type OtDirection, type OtSessionRole } from '@watchfloor/ocsf';
import type { EventBody, LogParser } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, hasZeekConversation, zeekConversation, type ZeekConversation } from './endpoints.ts';
import { zeekParser } from './zeek-parser.ts';

/** What a log says of one message; protocol and session role are added around it. */
export type OtMessage = Omit<OtActivity, 'protocol' | 'session_role'> & { readonly protocol?: string };

export interface OtParserDefinition {
  readonly title: string;
  readonly protocol: string;
  /** Used where the log has no `proto` column. */
  readonly transport: string;
  /** How messages name the protocol. */
  readonly label: string;
  readonly logs: readonly string[];
  readonly recognise?: (columns: JsonObject) => boolean;
  readonly take: (fields: Fields, log: string) => OtMessage;
  /** Where the log names its sides in columns of its own; undefined for a row that names none. */
  readonly sides?: (fields: Fields) => ZeekConversation | undefined;
}

/** Direction of a message that the log tells only by who sent it. The column stays. */
export function directionBySender(fields: Fields): OtDirection {
  const fromOriginator = fields.peek('is_orig');
  return typeof fromOriginator === 'boolean' ? (fromOriginator ? 'request' : 'response') : 'unknown';
}

/** Direction that a column states in words, `Request`, `Response`, `Reply`; else by who sent it. The column stays. */
export function directionStated(fields: Fields, column: string): OtDirection {
  const text = fields.peek(column);
  if (typeof text !== 'string') return directionBySender(fields);
  const lower = text.toLowerCase();
  if (lower.startsWith('req') || lower.startsWith('command')) return 'request';
  return lower.startsWith('resp') || lower.startsWith('reply') ? 'response' : directionBySender(fields);
}

/** Number of a code that ICSNPP writes in hexadecimal ('0x8b'). The column stays: its text is the source's own. */
export function hexCode(value: JsonValue | undefined): number | undefined {
  if (typeof value !== 'string' || !value.startsWith('0x')) return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
  const code = Number(value);
  return Number.isSafeInteger(code) ? code : undefined;
}

/** The side that asks is the client, whichever side opened the connection or was seen first. */
export function sessionRole(fields: Fields, direction: OtDirection): OtSessionRole | undefined {
  const fromOriginator = fields.peek('is_orig');
  if (typeof fromOriginator !== 'boolean' || direction === 'unknown') return undefined;
  return (direction === 'request') === fromOriginator ? 'client' : 'server';
}

/** Access of a function by words in its name, first match wins. */
export function accessByWords(name: string, words: readonly (readonly [word: string, access: OtAccess])[]): OtAccess {
  const lower = name.toLowerCase();
  for (const [word, access] of words) if (lower.includes(word)) return access;
  return 'other';
}

/** Completes the parser of an OT protocol's logs: Network Activity, or Base Event for rows that name no endpoint. */
export function otParser({ protocol, transport, label, take, sides, ...rest }: OtParserDefinition): LogParser {
  const map = (fields: Fields, log: string): EventBody => {
    const message = take(fields, log);
    const named = `${label} ${message.function.name}${message.direction === 'unknown' ? '' : ` ${message.direction}`}`;
    const refused = message.exception === undefined ? '' : ` refused: ${message.exception.name}`;
    const ot: OtActivity = { protocol, ...message, session_role: sessionRole(fields, message.direction) };
    const conversation = hasZeekConversation(fields) ? zeekConversation(fields, transport) : sides?.(fields);
    if (conversation === undefined) return { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, message: `${named}${refused}`, ot };
    return {
      class_uid: OCSF_CLASS.networkActivity,
      activity_id: NETWORK_ACTIVITY.traffic,
      message: `${named} ${arrow(conversation)}${refused}`,
      ...conversation,
      app_protocol_name: ot.protocol,
      ot,
    };
  };
  return zeekParser({ ...rest, addressless: true, map });
}
