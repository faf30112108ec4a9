import { OCSF_CLASS, type File } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

// Commands of RFC 959 and 3659 → activity_id of OCSF 1.8.0 FTP Activity; every other command is 0, as none of its activities.
const ACTIVITY: Readonly<Record<string, number>> = { STOR: 1, APPE: 1, STOU: 1, RETR: 2, DELE: 4, RNFR: 5, RNTO: 5, LIST: 6, NLST: 6, MLSD: 6, MLST: 6 };
const REGULAR_FILE = 1;

function takeFile(fields: Fields, activity: number): File | undefined {
  if (activity === 0 || activity === 6) return undefined;
  const name = fields.word('arg');
  return name === undefined ? undefined : { name, type_id: REGULAR_FILE, size: fields.integer('file_size') };
}

function map(fields: Fields): EventBody {
  const conversation = zeekConversation(fields, 'tcp');
  const command = fields.word('command');
  const activity = command !== undefined && Object.hasOwn(ACTIVITY, command) ? (ACTIVITY[command] ?? 0) : 0;
  const code = fields.integer('reply_code');
  const reply = fields.text('reply_msg');
  return {
    class_uid: OCSF_CLASS.ftpActivity,
    activity_id: activity,
    status_id: code === undefined ? undefined : code >= 400 ? 2 : 1,
    message: `FTP ${command ?? 'command'} ${arrow(conversation)}${code === undefined ? '' : ` ${String(code)}`}`,
    ...conversation,
    app_protocol_name: 'ftp',
    command,
    codes: code === undefined ? undefined : [code],
    command_responses: reply === undefined ? undefined : [reply],
    file: takeFile(fields, activity),
  };
}

export const parser = zeekParser({ title: 'Zeek ftp.log', logs: ['ftp'], recognise: (columns) => 'reply_code' in columns && 'command' in columns, map });
