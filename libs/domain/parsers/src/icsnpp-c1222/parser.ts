import type { Fields } from '../reading/fields.ts';
import { accessByWords, directionStated, otParser, type OtMessage } from '../zeek/ot-parser.ts';

// ANSI C12.22-2012 services, by the words of ICSNPP's names.
const WORDS = [['write', 'write'], ['read', 'read'], ['deregist', 'control'], ['disconnect', 'control'], ['terminate', 'control'], ['resolve', 'diagnostic'], ['trace', 'diagnostic'], ['ident', 'diagnostic']] as const;
const DETAILS: Readonly<Record<string, string>> = {
  c1222_authentication_value: 'Authentication', c1222_user_information: 'UserInformation', c1222_identification_service: 'Identification', c1222_read_write_service: 'ReadWrite',
  c1222_logon_service: 'Logon', c1222_logon_security_service: 'Logon', c1222_wait_service: 'Wait', c1222_dereg_reg_service: 'Registration', c1222_resolve_service: 'Resolve',
  c1222_trace_service: 'Trace', c1222_service_error: 'Error',
};

/** The summary lists the services of a message in one column, which stays. */
function firstService(fields: Fields): string | undefined {
  const services = fields.peek('services');
  const first: unknown = Array.isArray(services) ? services[0] : undefined;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

function take(fields: Fields, log: string): OtMessage {
  const name = fields.word('service_type') ?? fields.word('service') ?? firstService(fields) ?? (Object.hasOwn(DETAILS, log) ? DETAILS[log] : undefined) ?? 'UNKNOWN';
  const table = fields.integer('table_id');
  const offset = fields.integer('offset');
  const direction = directionStated(fields, 'req_resp');
  const data = fields.list('data');
  const error = fields.word('error_code');
  return {
    function: { name },
    access: name === 'ReadWrite' ? 'other' : accessByWords(name, WORDS),
    direction,
    address: offset === undefined ? undefined : { kind: 'memory', start: offset, count: fields.integer('octet_count') },
    object: table === undefined ? undefined : { type: 'table', instance_id: table },
    ...(data === undefined ? {} : direction === 'response' ? { response_values: data } : { values: data }),
    exception: error === undefined ? undefined : { name: error },
  };
}

export const parser = otParser({
  title: 'ICSNPP C12.22 logs',
  protocol: 'c1222',
  transport: 'tcp',
  label: 'C12.22',
  logs: ['c1222', 'c1222_summary', ...Object.keys(DETAILS)],
  recognise: (columns) => 'is_encrypted_epsem' in columns || 'called_ap_title' in columns,
  take,
});
