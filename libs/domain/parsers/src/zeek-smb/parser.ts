import { OCSF_CLASS, type File } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

const OPEN = 2;
const OTHER = 99;
const SHARE_TYPE: Readonly<Record<string, number>> = { DISK: 1, PIPE: 2, PRINT: 3 };

function takeFile(fields: Fields, pipe: boolean): File | undefined {
  const name = fields.word('name');
  return name === undefined ? undefined : { name, type_id: pipe ? 6 : 0, size: fields.integer('size') };
}

/** `smb_files`: what was done to a file; `smb_mapping`: a share that was connected. The share is the log's path. */
function map(fields: Fields, log: string): EventBody {
  const conversation = zeekConversation(fields, 'tcp');
  const action = fields.peek('action');
  const type = fields.word('share_type');
  const share = fields.word('path');
  const file = log === 'smb_files' ? takeFile(fields, typeof action === 'string' && action.includes('PIPE')) : undefined;
  return {
    class_uid: OCSF_CLASS.smbActivity,
    activity_id: action === 'SMB::FILE_OPEN' ? OPEN : OTHER,
    message: `SMB ${typeof action === 'string' ? action.replace('SMB::', '') : 'mapping'} ${file?.name ?? share ?? ''} ${arrow(conversation)}`,
    ...conversation,
    app_protocol_name: 'smb',
    file,
    share,
    share_type: type,
    share_type_id: type !== undefined && Object.hasOwn(SHARE_TYPE, type) ? SHARE_TYPE[type] : undefined,
  };
}

export const parser = zeekParser({ title: 'Zeek smb_files.log and smb_mapping.log', logs: ['smb_files', 'smb_mapping'], recognise: (columns) => 'times.modified' in columns, map });
