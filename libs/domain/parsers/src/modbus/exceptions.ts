import type { OtException } from '@watchfloor/ocsf';

// MODBUS Application Protocol Specification V1.1b3 §7; names as in Zeek's base/protocols/modbus/consts.zeek.
const CODE_OF: ReadonlyMap<string, number> = new Map([
  ['ILLEGAL_FUNCTION', 1],
  ['ILLEGAL_DATA_ADDRESS', 2],
  ['ILLEGAL_DATA_VALUE', 3],
  ['SLAVE_DEVICE_FAILURE', 4],
  ['ACKNOWLEDGE', 5],
  ['SLAVE_DEVICE_BUSY', 6],
  ['NEGATIVE_ACKNOWLEDGE', 7],
  ['MEMORY_PARITY_ERROR', 8],
  ['GATEWAY_PATH_UNAVAILABLE', 10],
  ['GATEWAY_TARGET_DEVICE_FAILED_TO_RESPOND', 11],
]);

/** The exception of a name in a log, with its code where the specification has one. */
export function modbusException(name: string): OtException {
  const code = CODE_OF.get(name);
  return code === undefined ? { name } : { code, name };
}

const NAME_OF: ReadonlyMap<number, string> = new Map([...CODE_OF].map(([name, code]) => [code, name]));

/** The exception of a code; a code that the specification does not name is UNKNOWN_<code>. */
export function modbusExceptionOf(code: number): OtException {
  return { code, name: NAME_OF.get(code) ?? `UNKNOWN_${String(code)}` };
}
