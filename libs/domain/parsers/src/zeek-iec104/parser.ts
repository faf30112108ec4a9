import type { JsonValue, OtDirection, OtException } from '@watchfloor/ocsf';
import type { Fields } from '../reading/fields.ts';
import { directionBySender, otParser, type OtMessage } from '../zeek/ot-parser.ts';
import { ASDU_NAMES, asduNamed, asduOf, type AsduType } from './asdu-types.ts';

// The names that the three public analyzers give the same thing (README.md).
const TYPE_CODES = ['asdu_type', 'type_id_code', 'ident.type_id_code', 'info_obj_code'] as const;
const TYPE_NAMES = ['type_id', 'ident.type_id', 'info_obj_type'] as const;
const CAUSES = ['cot', 'ident.cot', 'ident.cause_tx', 'cause_tx'] as const;
const STATIONS = ['asdu_address', 'ident.common_addr', 'ident.asdu_addr', 'common_address', 'addr'] as const;
const OBJECTS = ['io.obj_addr', 'obj_addr', 'ioa'] as const;
const VALUES = ['nva', 'sva', 'shortfloat', 'vti_value', 'state_on'] as const;

// IEC 60870-5-101 table 14: the station did not know what was asked.
const UNKNOWN_CAUSES: Readonly<Record<number, string>> = { 44: 'UNKNOWN_TYPE', 45: 'UNKNOWN_CAUSE', 46: 'UNKNOWN_COMMON_ADDRESS', 47: 'UNKNOWN_OBJECT_ADDRESS' };

function firstInteger(fields: Fields, names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = fields.integer(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function firstList(fields: Fields, names: readonly string[]): JsonValue[] | undefined {
  for (const name of names) {
    const value = fields.value(name);
    if (value !== undefined) return Array.isArray(value) ? value : [value];
  }
  return undefined;
}

function typeOf(fields: Fields, log: string, code: number | undefined): AsduType | undefined {
  if (code !== undefined) return asduOf(code);
  for (const name of TYPE_NAMES) {
    const text = fields.peek(name);
    const type = typeof text === 'string' ? asduNamed(text) : undefined;
    if (type !== undefined) return type;
  }
  return asduNamed(log.slice('iec104-'.length).toUpperCase());
}

/** Activation (6) and deactivation (8) ask; confirmations, terminations and process information answer. */
function directionOf(fields: Fields, type: AsduType | undefined, cause: number | undefined): OtDirection {
  if (type?.monitor === true) return 'response';
  if (cause === 6 || cause === 8) return 'request';
  if (cause === 7 || cause === 9 || cause === 10 || (cause !== undefined && cause >= 44 && cause <= 47)) return 'response';
  const sender = directionBySender(fields);
  return sender === 'unknown' && cause === 5 ? 'request' : sender;
}

function refusal(cause: number | undefined): OtException | undefined {
  const name = cause === undefined ? undefined : UNKNOWN_CAUSES[cause];
  return name === undefined ? undefined : { code: cause, name };
}

function take(fields: Fields, log: string): OtMessage {
  const code = firstInteger(fields, TYPE_CODES);
  const type = typeOf(fields, log, code);
  const cause = firstInteger(fields, CAUSES);
  const direction = directionOf(fields, type, cause);
  const values = firstList(fields, VALUES);
  const apdu = fields.peek('apdu_type') ?? fields.peek('apci_type');
  return {
    function: { code: type?.code ?? code, name: type?.name ?? (code === undefined ? (typeof apdu === 'string' && apdu !== '' ? `APCI_${apdu}` : log) : `UNKNOWN_${String(code)}`) },
    access: type?.access ?? 'other',
    direction,
    object: {
      type: type?.name, asdu_type: type?.code, common_address: firstInteger(fields, STATIONS), ioa: firstList(fields, OBJECTS), cause,
    },
    ...(values === undefined ? {} : direction === 'response' ? { response_values: values } : { values }),
    exception: refusal(cause),
  };
}

const FRAMES = ['iec104-asdu-ident', 'iec104-apci-i', 'iec104-apci-s', 'iec104-apci-u', 'iec104-apci_i', 'iec104-apci_s', 'iec104-apci_u', 'iec104-unk'];

export const parser = otParser({
  title: 'IEC 60870-5-104 logs of Zeek analyzers',
  protocol: 'iec104',
  transport: 'tcp',
  label: 'IEC 104',
  logs: ['iec104', '104', ...FRAMES, ...ASDU_NAMES.flatMap((name) => [`iec104-${name}`, `iec104-${name.toLowerCase()}`])],
  recognise: (columns) => 'type_id_code' in columns || ('asdu_address' in columns && 'cot' in columns),
  take,
});
