import { NETWORK_ACTIVITY, OCSF_CLASS, type Hassh } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

/** algorithm_id of HASSH in OCSF 1.8.0's fingerprint. */
const HASSH = 20;

function takeHassh(side: Fields | undefined): Hassh | undefined {
  const hassh = side?.object('hassh');
  const value = hassh?.word('hash');
  return value === undefined ? undefined : { algorithm: hassh?.word('string'), fingerprint: { algorithm_id: HASSH, value } };
}

function map(fields: Fields): EventBody {
  const conversation = eveConversation(fields);
  const ssh = fields.object('ssh');
  const client = ssh?.object('client');
  return {
    class_uid: OCSF_CLASS.sshActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    message: `SSH ${arrow(conversation)}`,
    ...conversation,
    app_protocol_name: 'ssh',
    protocol_ver: client?.word('proto_version'),
    client_hassh: takeHassh(client),
    server_hassh: takeHassh(ssh?.object('server')),
  };
}

export const parser = eveParser({ title: 'Suricata EVE ssh', logs: ['ssh'], map });
