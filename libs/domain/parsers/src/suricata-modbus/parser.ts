import { NETWORK_ACTIVITY, OCSF_CLASS, type OtAccess, type OtActivity, type OtAddress, type OtException } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { modbusExceptionOf } from '../modbus/exceptions.ts';
import { modbusFunctionOf, type ModbusFunction } from '../modbus/functions.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

function takeAddress(message: Fields | undefined, part: 'read' | 'write', fn: ModbusFunction): OtAddress | undefined {
  const data = message?.object(part);
  const start = data?.integer('address');
  if (data === undefined || start === undefined) return undefined;
  return { kind: fn.kind ?? 'object', start, count: data.integer('quantity') };
}

/** The exception by its code; Suricata's own name for it stays in `unmapped`. */
function takeException(response: Fields | undefined): OtException | undefined {
  const exception = response?.object('exception');
  const code = exception?.integer('raw');
  return code === undefined ? undefined : modbusExceptionOf(code);
}

/** Access of the function; for a code that no specification names, what Suricata says of it. */
function accessOf(fn: ModbusFunction, request: Fields | undefined): OtAccess {
  const said = request?.peek('access_type');
  if (fn.access !== 'other' || typeof said !== 'string') return fn.access;
  return said.includes('WRITE') ? 'write' : said.includes('READ') ? 'read' : 'other';
}

/** The function's code; one with the error bit, as a lone answer may have it, stays in `unmapped` as it was written. */
function takeFunctionCode(message: Fields | undefined): number {
  const said = message?.peek('function_raw');
  const code = typeof said === 'number' && said > 0x7f ? said : (message?.integer('function_raw') ?? 0);
  return code & 0x7f;
}

/** One record is one transaction: what was asked, and the answer when there was one. */
function takeTransaction(modbus: Fields): OtActivity {
  const request = modbus.object('request');
  const response = modbus.object('response');
  const message = request ?? response;
  const fn = modbusFunctionOf(takeFunctionCode(message));
  const read = takeAddress(request, 'read', fn);
  const write = takeAddress(request, 'write', fn);
  const data = request?.object('write')?.value('data');
  return {
    protocol: 'modbus',
    function: { code: fn.code, name: fn.name },
    access: accessOf(fn, message),
    direction: request === undefined ? 'response' : 'request',
    unit_id: message?.integer('unit_id'),
    transaction_id: message?.integer('transaction_id'),
    address: write ?? read,
    read_address: write === undefined ? undefined : read,
    values: data === undefined ? undefined : Array.isArray(data) ? data : [data],
    exception: takeException(response),
  };
}

function map(fields: Fields): EventBody {
  const conversation = eveConversation(fields);
  const modbus = fields.object('modbus');
  const ot = modbus === undefined ? undefined : takeTransaction(modbus);
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    message: `Modbus ${ot?.function.name ?? ''} ${arrow(conversation)}${ot?.exception === undefined ? '' : ` refused: ${ot.exception.name}`}`,
    ...conversation,
    app_protocol_name: 'modbus',
    ot,
  };
}

export const parser = eveParser({ title: 'Suricata EVE modbus', logs: ['modbus'], map });
