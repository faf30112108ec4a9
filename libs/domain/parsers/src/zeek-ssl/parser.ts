import { NETWORK_ACTIVITY, OCSF_CLASS, type Fingerprint, type Tls } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

/** algorithm_id of MD5 in OCSF 1.8.0's fingerprint: JA3 and JA3S are MD5 sums. */
const MD5 = 1;

function fingerprint(value: string | undefined): Fingerprint | undefined {
  return value === undefined ? undefined : { algorithm_id: MD5, value };
}

/** OCSF's tls object needs a version: without one (a handshake that failed early) every TLS column stays in `unmapped`. */
function takeTls(fields: Fields): Tls | undefined {
  const version = fields.word('version');
  if (version === undefined) return undefined;
  return {
    version,
    cipher: fields.word('cipher'),
    sni: fields.word('server_name'),
    ja3_hash: fingerprint(fields.word('ja3')),
    ja3s_hash: fingerprint(fields.word('ja3s')),
  };
}

function map(fields: Fields): EventBody {
  const conversation = zeekConversation(fields, 'tcp');
  const tls = takeTls(fields);
  const established = fields.peek('established'); // stays: status_id says the same, not in the log's words
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    status_id: typeof established === 'boolean' ? (established ? 1 : 2) : undefined,
    message: `TLS ${tls?.version ?? 'handshake'} ${arrow(conversation)}${tls?.sni === undefined ? '' : ` ${tls.sni}`}`,
    ...conversation,
    app_protocol_name: 'ssl',
    tls,
  };
}

export const parser = zeekParser({
  title: 'Zeek ssl.log',
  logs: ['ssl'],
  recognise: (columns) => 'ssl_history' in columns || ('established' in columns && 'resumed' in columns),
  map,
});
