import { NETWORK_ACTIVITY, OCSF_CLASS, type OtActivity, type OtAddress, type OtAddressKind } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { modbusException } from '../modbus/exceptions.ts';
import { messageDirection, takeModbusFunction } from '../modbus/take-function.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

function address(kind: OtAddressKind, start: number | undefined, count: () => number | undefined): OtAddress | undefined {
  if (start === undefined) return undefined;
  const items = count();
  return items === undefined ? { kind, start } : { kind, start, count: items };
}

/** The columns that only one of the logs has: data addressed, values, masks. */
function takeData(fields: Fields, log: string, kind: OtAddressKind): Partial<OtActivity> {
  if (log === 'modbus_mask_write_register') {
    return { address: address(kind, fields.integer('address'), () => 1), and_mask: fields.integer('and_mask'), or_mask: fields.integer('or_mask') };
  }
  if (log === 'modbus_read_write_multiple_registers') {
    const values = fields.list('write_registers');
    return {
      address: address(kind, fields.integer('write_start_address'), () => values?.length),
      values,
      read_address: address(kind, fields.integer('read_start_address'), () => fields.integer('read_quantity')),
      response_values: fields.list('read_registers'),
    };
  }
  return {
    address: address(kind, fields.integer('address'), () => fields.integer('quantity')),
    values: fields.list('request_values'),
    response_values: fields.list('response_values'),
  };
}

/** `modbus_detailed` has one row for request and answer together; the others one for each message. */
function map(fields: Fields, log: string): EventBody {
  const conversation = zeekConversation(fields, 'tcp');
  const { function: named, fn, exception: refused } = takeModbusFunction(fields);
  const exception = fields.word('exception_code');
  const direction = messageDirection(fields) ?? (refused ? 'response' : 'request');
  const data = takeData(fields, log, fn?.kind ?? 'object');
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    message: `Modbus ${named.name} ${direction} ${arrow(conversation)}${data.address === undefined ? '' : ` address ${String(data.address.start)}`}${exception === undefined ? '' : ` refused: ${exception}`}`,
    ...conversation,
    app_protocol_name: 'modbus',
    ot: {
      protocol: 'modbus',
      function: named,
      access: fn?.access ?? 'other',
      direction,
      unit_id: fields.integer('unit'),
      transaction_id: fields.integer('tid'),
      ...data,
      exception: exception === undefined ? undefined : modbusException(exception),
      link_id: fields.word('modbus_detailed_link_id'),
    },
  };
}

export const parser = zeekParser({
  title: 'ICSNPP Modbus logs',
  logs: ['modbus_detailed', 'modbus_mask_write_register', 'modbus_read_write_multiple_registers', 'modbus_read_device_identification'],
  recognise: (columns) => 'modbus_detailed_link_id' in columns,
  map,
});
