import { NETWORK_ACTIVITY, OCSF_CLASS, type NetworkTraffic } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { usOfIso } from '../reading/source-time.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

// flow.state of Suricata's EVE → OCSF activity; the record is written when the flow ends or times out.
const ACTIVITY: Readonly<Record<string, number>> = { new: NETWORK_ACTIVITY.open, established: NETWORK_ACTIVITY.traffic, closed: NETWORK_ACTIVITY.close };

function takeTraffic(flow: Fields): NetworkTraffic | undefined {
  const out = flow.integer('bytes_toserver');
  const back = flow.integer('bytes_toclient');
  const packetsOut = flow.integer('pkts_toserver');
  const packetsIn = flow.integer('pkts_toclient');
  if (out === undefined && back === undefined && packetsOut === undefined && packetsIn === undefined) return undefined;
  return { bytes: (out ?? 0) + (back ?? 0), bytes_out: out, bytes_in: back, packets: (packetsOut ?? 0) + (packetsIn ?? 0), packets_out: packetsOut, packets_in: packetsIn };
}

/** Epoch milliseconds of a time that stays as it is, since OCSF times have no microseconds. */
function milliseconds(flow: Fields | undefined, name: string): number | undefined {
  const text = flow?.peek(name);
  const us = typeof text === 'string' ? usOfIso(text, undefined) : undefined;
  return us === undefined ? undefined : Math.floor(us / 1000);
}

function map(fields: Fields): EventBody {
  const conversation = eveConversation(fields);
  const flow = fields.object('flow');
  const state = flow?.word('state');
  const known = fields.peek('app_proto') !== 'failed'; // Suricata's word for 'no protocol recognised': no protocol's name
  const app = known ? fields.word('app_proto') : undefined;
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: (state === undefined ? undefined : ACTIVITY[state]) ?? NETWORK_ACTIVITY.traffic,
    message: `Flow ${arrow(conversation)}${app === undefined ? '' : ` (${app})`}`,
    ...conversation,
    traffic: flow === undefined ? undefined : takeTraffic(flow),
    app_protocol_name: app,
    status_code: state,
    status_detail: flow?.word('reason'),
    start_time: milliseconds(flow, 'start'),
    end_time: milliseconds(flow, 'end'),
  };
}

export const parser = eveParser({ title: 'Suricata EVE flow', logs: ['flow'], map });
