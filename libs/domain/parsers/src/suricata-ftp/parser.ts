import { OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

// Commands of RFC 959 → activity_id of OCSF 1.8.0 FTP Activity; every other command is 0, as none of its activities.
const ACTIVITY: Readonly<Record<string, number>> = { STOR: 1, APPE: 1, STOU: 1, RETR: 2, DELE: 4, RNFR: 5, RNTO: 5, LIST: 6, NLST: 6, MLSD: 6 };
const REGULAR_FILE = 1;

/** `completion_code` is a list of three-digit texts, which stays; the codes are numbers in OCSF. */
function codesOf(ftp: Fields | undefined): number[] | undefined {
  const codes = ftp?.peek('completion_code');
  if (!Array.isArray(codes)) return undefined;
  const numbers = codes.map(Number).filter((code) => Number.isInteger(code) && code >= 100 && code < 1000);
  return numbers.length === 0 ? undefined : numbers;
}

/** `ftp`: a command and its replies; `ftp_data`: a file on the data channel. */
function map(fields: Fields, log: string): EventBody {
  const conversation = eveConversation(fields);
  const ftp = fields.object(log);
  const command = ftp?.word('command');
  const activity = command !== undefined && Object.hasOwn(ACTIVITY, command) ? (ACTIVITY[command] ?? 0) : 0;
  const name = ftp?.word('filename') ?? (activity === 0 || activity === 6 ? undefined : ftp?.word('command_data'));
  const codes = codesOf(ftp);
  const last = codes?.at(-1);
  return {
    class_uid: OCSF_CLASS.ftpActivity,
    activity_id: activity,
    status_id: last === undefined ? undefined : last >= 400 ? 2 : 1,
    message: `FTP ${command ?? 'data'} ${arrow(conversation)}`,
    ...conversation,
    app_protocol_name: log,
    command,
    codes,
    file: name === undefined ? undefined : { name, type_id: REGULAR_FILE },
  };
}

export const parser = eveParser({ title: 'Suricata EVE ftp and ftp_data', logs: ['ftp', 'ftp_data'], map });
