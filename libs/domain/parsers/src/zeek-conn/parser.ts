import { NETWORK_ACTIVITY, OCSF_CLASS, type NetworkTraffic } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { usOfSeconds } from '../reading/source-time.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

// conn_state of Zeek's base/protocols/conn/main.zeek → OCSF activity. The log is written when a connection ends.
const ACTIVITY: Readonly<Record<string, number>> = {
  S0: NETWORK_ACTIVITY.fail,
  S1: NETWORK_ACTIVITY.open,
  SF: NETWORK_ACTIVITY.close,
  REJ: NETWORK_ACTIVITY.refuse,
  RSTO: NETWORK_ACTIVITY.reset,
  RSTR: NETWORK_ACTIVITY.reset,
  RSTOS0: NETWORK_ACTIVITY.reset,
  RSTRH: NETWORK_ACTIVITY.reset,
};

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}

function traffic(fields: Fields): NetworkTraffic | undefined {
  const bytesOut = fields.integer('orig_bytes');
  const bytesIn = fields.integer('resp_bytes');
  const missed = fields.integer('missed_bytes');
  const packetsOut = fields.integer('orig_pkts');
  const packetsIn = fields.integer('resp_pkts');
  if (bytesOut === undefined && bytesIn === undefined && missed === undefined && packetsOut === undefined && packetsIn === undefined) return undefined;
  return { bytes: sum(bytesOut, bytesIn), bytes_out: bytesOut, bytes_in: bytesIn, bytes_missed: missed, packets: sum(packetsOut, packetsIn), packets_out: packetsOut, packets_in: packetsIn };
}

function map(fields: Fields): EventBody {
  const conversation = zeekConversation(fields);
  const history = fields.word('history');
  const state = fields.word('conn_state');
  const service = fields.word('service');
  const ts = fields.peek('duration'); // seconds with six decimals: OCSF has milliseconds, so the column stays too
  const durationUs = typeof ts === 'number' ? usOfSeconds(ts) : undefined;
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: (state === undefined ? undefined : ACTIVITY[state]) ?? NETWORK_ACTIVITY.traffic,
    message: `Connection ${arrow(conversation)}${service === undefined ? '' : ` (${service})`}`,
    ...conversation,
    connection_info: history === undefined ? conversation.connection_info : { ...conversation.connection_info, flag_history: history },
    traffic: traffic(fields),
    app_protocol_name: service,
    status_code: state,
    duration: durationUs === undefined ? undefined : Math.round(durationUs / 1000),
  };
}

export const parser = zeekParser({
  title: 'Zeek conn.log',
  logs: ['conn'],
  recognise: (columns) => 'conn_state' in columns || ('history' in columns && 'orig_pkts' in columns),
  map,
});
