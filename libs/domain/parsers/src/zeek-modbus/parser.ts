import { NETWORK_ACTIVITY, OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { modbusException } from '../modbus/exceptions.ts';
import { messageDirection, takeModbusFunction } from '../modbus/take-function.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

/**
 * Zeek's core log has one row for each message (`pdu_type` REQ or RESP) or, before that column, one for each
 * transaction, written upon the answer: that row states the request, unless it is an exception.
 */
function map(fields: Fields): EventBody {
  const conversation = zeekConversation(fields, 'tcp');
  const { function: named, fn, exception: refused } = takeModbusFunction(fields);
  const exception = fields.word('exception');
  const direction = messageDirection(fields) ?? (refused ? 'response' : 'request');
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    message: `Modbus ${named.name} ${direction} ${arrow(conversation)}${exception === undefined ? '' : ` refused: ${exception}`}`,
    ...conversation,
    app_protocol_name: 'modbus',
    ot: {
      protocol: 'modbus',
      function: named,
      access: fn?.access ?? 'other',
      direction,
      unit_id: fields.integer('unit'),
      transaction_id: fields.integer('tid'),
      exception: exception === undefined ? (refused ? { name: 'UNKNOWN' } : undefined) : modbusException(exception),
    },
  };
}

export const parser = zeekParser({
  title: 'Zeek modbus.log',
  logs: ['modbus'],
  recognise: (columns) => 'func' in columns && !('modbus_detailed_link_id' in columns) && ('pdu_type' in columns || 'tid' in columns || 'exception' in columns),
  map,
});
