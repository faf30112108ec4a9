import { NETWORK_ACTIVITY, OCSF_CLASS, type Tls } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

/** algorithm_id of MD5 in OCSF 1.8.0's fingerprint: JA3 and JA3S are MD5 sums. */
const MD5 = 1;

/** OCSF's tls object needs a version: without one every TLS column stays in `unmapped`. */
function takeTls(tls: Fields): Tls | undefined {
  const version = tls.word('version');
  if (version === undefined) return undefined;
  const ja3 = tls.object('ja3')?.word('hash');
  const ja3s = tls.object('ja3s')?.word('hash');
  return {
    version,
    sni: tls.word('sni'),
    ja3_hash: ja3 === undefined ? undefined : { algorithm_id: MD5, value: ja3 },
    ja3s_hash: ja3s === undefined ? undefined : { algorithm_id: MD5, value: ja3s },
  };
}

function map(fields: Fields): EventBody {
  const conversation = eveConversation(fields);
  const inner = fields.object('tls');
  const tls = inner === undefined ? undefined : takeTls(inner);
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    message: `TLS ${tls?.version ?? 'handshake'} ${arrow(conversation)}${tls?.sni === undefined ? '' : ` ${tls.sni}`}`,
    ...conversation,
    app_protocol_name: 'tls',
    tls,
  };
}

export const parser = eveParser({ title: 'Suricata EVE tls', logs: ['tls'], map });
