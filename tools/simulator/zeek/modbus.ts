import type { SimLine } from '../line.ts';
import type { Place } from '../place.ts';
import type { Random } from '../random.ts';
import { head, type Connection } from './records.ts';

export interface ModbusExchange {
  readonly tid: number;
  readonly unit: number;
  readonly func: string;
  readonly address: number;
  readonly quantity: number;
  readonly requestValues?: readonly number[];
  readonly responseValues?: readonly number[];
  readonly exception?: string;
  /** Milliseconds from request to answer. */
  readonly delayMs: number;
}

/** One request and its answer as Zeek with ICSNPP logs them: two rows in modbus.log (pdu_type REQ, RESP), one in modbus_detailed.log. */
export function modbusExchange(place: Place, random: Random, connection: Connection, atMs: number, exchange: ModbusExchange): SimLine[] {
  const { tid, unit, func, exception } = exchange;
  const answeredMs = atMs + exchange.delayMs;
  return [
    place.line('modbus', atMs, { ...head('modbus', atMs, connection, random), tid, unit, func, pdu_type: 'REQ' }),
    place.line('modbus', answeredMs, {
      ...head('modbus', answeredMs, connection, random), tid, unit, func: exception === undefined ? func : `${func}_EXCEPTION`, pdu_type: 'RESP', ...(exception === undefined ? {} : { exception }),
    }),
    place.line('modbus_detailed', answeredMs, {
      ...head('modbus_detailed', answeredMs, connection, random), tid, unit, func, address: exchange.address, quantity: exchange.quantity,
      ...(exchange.requestValues === undefined ? {} : { request_values: exchange.requestValues }),
      ...(exchange.responseValues === undefined || exception !== undefined ? {} : { response_values: exchange.responseValues }),
      modbus_detailed_link_id: random.word(16), matched: true, ...(exception === undefined ? {} : { exception_code: exception }),
    }),
  ];
}
