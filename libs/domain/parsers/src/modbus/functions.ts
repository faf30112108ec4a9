import type { OtAccess, OtAddressKind } from '@watchfloor/ocsf';

/** One Modbus function: its code, Zeek's name, what it does and the kind of data it addresses. */
export interface ModbusFunction {
  readonly code: number;
  readonly name: string;
  readonly access: OtAccess;
  readonly kind?: OtAddressKind;
}

// MODBUS Application Protocol Specification V1.1b3 §6 (public codes); the vendor codes and all names are those of
// Zeek's base/protocols/modbus/consts.zeek.
const FUNCTIONS: readonly ModbusFunction[] = [
  { code: 1, name: 'READ_COILS', access: 'read', kind: 'coil' },
  { code: 2, name: 'READ_DISCRETE_INPUTS', access: 'read', kind: 'discrete_input' },
  { code: 3, name: 'READ_HOLDING_REGISTERS', access: 'read', kind: 'holding_register' },
  { code: 4, name: 'READ_INPUT_REGISTERS', access: 'read', kind: 'input_register' },
  { code: 5, name: 'WRITE_SINGLE_COIL', access: 'write', kind: 'coil' },
  { code: 6, name: 'WRITE_SINGLE_REGISTER', access: 'write', kind: 'holding_register' },
  { code: 7, name: 'READ_EXCEPTION_STATUS', access: 'diagnostic' },
  { code: 8, name: 'DIAGNOSTICS', access: 'diagnostic' },
  { code: 9, name: 'PROGRAM_484', access: 'control' },
  { code: 10, name: 'POLL_484', access: 'diagnostic' },
  { code: 11, name: 'GET_COMM_EVENT_COUNTER', access: 'diagnostic' },
  { code: 12, name: 'GET_COMM_EVENT_LOG', access: 'diagnostic' },
  { code: 13, name: 'PROGRAM_584_984', access: 'control' },
  { code: 14, name: 'POLL_584_984', access: 'diagnostic' },
  { code: 15, name: 'WRITE_MULTIPLE_COILS', access: 'write', kind: 'coil' },
  { code: 16, name: 'WRITE_MULTIPLE_REGISTERS', access: 'write', kind: 'holding_register' },
  { code: 17, name: 'REPORT_SLAVE_ID', access: 'diagnostic' },
  { code: 18, name: 'PROGRAM_884_U84', access: 'control' },
  { code: 19, name: 'RESET_COMM_LINK_884_U84', access: 'control' },
  { code: 20, name: 'READ_FILE_RECORD', access: 'read', kind: 'file_record' },
  { code: 21, name: 'WRITE_FILE_RECORD', access: 'write', kind: 'file_record' },
  { code: 22, name: 'MASK_WRITE_REGISTER', access: 'write', kind: 'holding_register' },
  { code: 23, name: 'READ_WRITE_MULTIPLE_REGISTERS', access: 'write', kind: 'holding_register' },
  { code: 24, name: 'READ_FIFO_QUEUE', access: 'read', kind: 'fifo' },
  { code: 40, name: 'PROGRAM_CONCEPT', access: 'control' },
  { code: 43, name: 'ENCAP_INTERFACE_TRANSPORT', access: 'diagnostic' },
  { code: 125, name: 'FIRMWARE_REPLACEMENT', access: 'control' },
  { code: 126, name: 'PROGRAM_584_984_2', access: 'control' },
  { code: 127, name: 'REPORT_LOCAL_ADDRESS_MB', access: 'diagnostic' },
];

const BY_CODE = new Map(FUNCTIONS.map((fn) => [fn.code, fn]));
const BY_NAME = new Map(FUNCTIONS.map((fn) => [fn.name, fn]));
const EXCEPTION_SUFFIX = '_EXCEPTION';
const UNKNOWN = /^unknown-(\d{1,3})$/i;

/** Function of a code without the error bit; a code that no specification names is access 'other'. */
export function modbusFunctionOf(code: number): ModbusFunction {
  return BY_CODE.get(code) ?? { code, name: `UNKNOWN_${String(code)}`, access: 'other' };
}

/**
 * What Zeek's `func` says: the function, and whether the message is an exception response. Zeek writes that as
 * `<NAME>_EXCEPTION`, or as `unknown-N` with the error bit set (unknown-171 = 43 refused).
 */
export function readModbusFunc(func: string): { fn: ModbusFunction | undefined; exception: boolean } {
  const known = BY_NAME.get(func);
  if (known !== undefined) return { fn: known, exception: false };
  if (func.endsWith(EXCEPTION_SUFFIX)) return { fn: BY_NAME.get(func.slice(0, -EXCEPTION_SUFFIX.length)), exception: true };
  const code = Number(UNKNOWN.exec(func)?.[1] ?? Number.NaN);
  if (Number.isNaN(code) || code > 255) return { fn: undefined, exception: false };
  return { fn: modbusFunctionOf(code & 0x7f), exception: code >= 0x80 };
}
