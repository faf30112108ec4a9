import { OCSF_CLASS, type File } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

// Disposition of a CREATE → activity_id of OCSF 1.8.0 SMB Activity; every other command is 0.
const DISPOSITION: Readonly<Record<string, number>> = { FILE_SUPERSEDE: 1, FILE_OPEN: 2, FILE_CREATE: 3, FILE_OPEN_IF: 4, FILE_OVERWRITE: 5, FILE_OVERWRITE_IF: 6 };

function takeFile(smb: Fields | undefined): File | undefined {
  const name = smb?.word('filename');
  return name === undefined ? undefined : { name, type_id: 0, size: smb?.integer('size') };
}

function map(fields: Fields): EventBody {
  const conversation = eveConversation(fields);
  const smb = fields.object('smb');
  const command = smb?.word('command');
  const disposition = smb?.peek('disposition');
  const share = smb?.word('share');
  const file = takeFile(smb);
  const tree = smb?.integer('tree_id');
  const dialects = smb?.peek('client_dialects');
  const named = Array.isArray(dialects) && dialects.length > 0 && dialects.every((dialect) => typeof dialect === 'string') ? dialects : undefined;
  if (named !== undefined) smb?.list('client_dialects');
  const code = smb?.word('status_code');
  return {
    class_uid: OCSF_CLASS.smbActivity,
    activity_id: typeof disposition === 'string' && Object.hasOwn(DISPOSITION, disposition) ? (DISPOSITION[disposition] ?? 0) : 0,
    status_id: code === undefined ? undefined : code === '0x0' ? 1 : 2,
    status_code: code,
    status_detail: smb?.word('status'),
    message: `SMB ${command ?? ''} ${file?.name ?? share ?? ''} ${arrow(conversation)}`,
    ...conversation,
    app_protocol_name: 'smb',
    command,
    dialect: smb?.word('dialect'),
    client_dialects: named,
    tree_uid: tree === undefined ? undefined : String(tree),
    share,
    file,
  };
}

export const parser = eveParser({ title: 'Suricata EVE smb', logs: ['smb'], map });
