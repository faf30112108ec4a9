import type { OtDirection, OtFunction } from '@watchfloor/ocsf';
import type { Fields } from '../reading/fields.ts';
import { readModbusFunc, type ModbusFunction } from './functions.ts';

export interface TakenFunction {
  readonly function: OtFunction;
  readonly fn: ModbusFunction | undefined;
  readonly exception: boolean;
}

/** Takes Zeek's `func`. A name that is not the canonical one (an exception, unknown-N) also stays in `unmapped`. */
export function takeModbusFunction(fields: Fields): TakenFunction {
  const func = fields.peek('func');
  if (typeof func !== 'string' || func === '') return { function: { name: 'UNKNOWN' }, fn: undefined, exception: false };
  const { fn, exception } = readModbusFunc(func);
  if (fn === undefined || fn.name === func) fields.word('func');
  return { function: fn === undefined ? { name: func } : { code: fn.code, name: fn.name }, fn, exception };
}

/** Direction of a message from the columns that Zeek and ICSNPP have for it, undefined where the log has none. The columns stay. */
export function messageDirection(fields: Fields): OtDirection | undefined {
  const text = fields.peek('pdu_type') ?? fields.peek('request_response') ?? fields.peek('network_direction');
  if (typeof text !== 'string') return undefined;
  const upper = text.toUpperCase();
  if (upper === 'REQ' || upper === 'REQUEST') return 'request';
  return upper === 'RESP' || upper === 'RESPONSE' ? 'response' : 'unknown';
}
