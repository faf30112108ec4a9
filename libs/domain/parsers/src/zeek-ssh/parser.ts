import { NETWORK_ACTIVITY, OCSF_CLASS, type Hassh } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { statusOf } from '../zeek/status.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

/** algorithm_id of HASSH in OCSF 1.8.0's fingerprint. */
const HASSH = 20;

function hassh(value: string | undefined, algorithm: string | undefined): Hassh | undefined {
  return value === undefined ? undefined : { algorithm, fingerprint: { algorithm_id: HASSH, value } };
}

function map(fields: Fields): EventBody {
  const conversation = zeekConversation(fields, 'tcp');
  const version = fields.integer('version');
  const success = fields.peek('auth_success'); // stays: status_id says the same, not in the log's words
  const client = fields.word('hassh');
  const server = fields.word('hasshServer');
  return {
    class_uid: OCSF_CLASS.sshActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    status_id: statusOf(success),
    message: `SSH ${arrow(conversation)}${success === true ? ' authenticated' : success === false ? ' refused' : ''}`,
    ...conversation,
    app_protocol_name: 'ssh',
    protocol_ver: version === undefined ? undefined : String(version),
    client_hassh: hassh(client, client === undefined ? undefined : fields.word('hasshAlgorithms')),
    server_hassh: hassh(server, server === undefined ? undefined : fields.word('hasshServerAlgorithms')),
  };
}

export const parser = zeekParser({ title: 'Zeek ssh.log', logs: ['ssh'], recognise: (columns) => 'auth_attempts' in columns || 'host_key_alg' in columns, map });
