import type { OtAccess } from '@watchfloor/ocsf';

/** One DNP3 application function. */
export interface Dnp3Function {
  readonly code: number;
  readonly name: string;
  readonly access: OtAccess;
}

// IEEE 1815-2012 table 4-4; names as in Zeek's base/protocols/dnp3/consts.zeek. Codes from 129 are the outstation's answers.
const FUNCTIONS: readonly (readonly [number, string, OtAccess])[] = [
  [0, 'CONFIRM', 'other'],
  [1, 'READ', 'read'],
  [2, 'WRITE', 'write'],
  [3, 'SELECT', 'control'],
  [4, 'OPERATE', 'control'],
  [5, 'DIRECT_OPERATE', 'control'],
  [6, 'DIRECT_OPERATE_NR', 'control'],
  [7, 'IMMED_FREEZE', 'control'],
  [8, 'IMMED_FREEZE_NR', 'control'],
  [9, 'FREEZE_CLEAR', 'control'],
  [10, 'FREEZE_CLEAR_NR', 'control'],
  [11, 'FREEZE_AT_TIME', 'control'],
  [12, 'FREEZE_AT_TIME_NR', 'control'],
  [13, 'COLD_RESTART', 'control'],
  [14, 'WARM_RESTART', 'control'],
  [15, 'INITIALIZE_DATA', 'control'],
  [16, 'INITIALIZE_APPL', 'control'],
  [17, 'START_APPL', 'control'],
  [18, 'STOP_APPL', 'control'],
  [19, 'SAVE_CONFIG', 'control'],
  [20, 'ENABLE_UNSOLICITED', 'control'],
  [21, 'DISABLE_UNSOLICITED', 'control'],
  [22, 'ASSIGN_CLASS', 'control'],
  [23, 'DELAY_MEASURE', 'diagnostic'],
  [24, 'RECORD_CURRENT_TIME', 'diagnostic'],
  // For reading or for writing: the logs do not say which, so it counts as the riskier.
  [25, 'OPEN_FILE', 'control'],
  [26, 'CLOSE_FILE', 'other'],
  [27, 'DELETE_FILE', 'write'],
  [28, 'GET_FILE_INFO', 'read'],
  [29, 'AUTHENTICATE_FILE', 'other'],
  [30, 'ABORT_FILE', 'other'],
  [31, 'ACTIVATE_CONFIG', 'control'],
  [32, 'AUTHENTICATE_REQ', 'other'],
  [33, 'AUTHENTICATE_ERR', 'other'],
  [129, 'RESPONSE', 'other'],
  [130, 'UNSOLICITED_RESPONSE', 'other'],
  [131, 'AUTHENTICATE_RESP', 'other'],
];

const ALL = FUNCTIONS.map(([code, name, access]): Dnp3Function => ({ code, name, access }));
const BY_CODE = new Map(ALL.map((fn) => [fn.code, fn]));
const BY_NAME = new Map(ALL.map((fn) => [fn.name, fn]));

/** Function of a code; one that the standard does not name is access 'other'. */
export function dnp3FunctionOf(code: number): Dnp3Function {
  return BY_CODE.get(code) ?? { code, name: `UNKNOWN_${String(code)}`, access: 'other' };
}

/** Function of a name in Zeek's spelling. */
export function dnp3FunctionNamed(name: string): Dnp3Function | undefined {
  return BY_NAME.get(name);
}

/** True for the functions that only an outstation sends. */
export function isDnp3Response(fn: Dnp3Function): boolean {
  return fn.code >= 129;
}
