import { OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody, LineFormat } from '../contract.ts';
import { formatParser } from '../format/open-format.ts';
import { takeTextTime } from '../format/text-time.ts';
import { isAddress, type Fields } from '../reading/fields.ts';
import { readJsonLine } from '../reading/json-line.ts';

/** The EMQX broker's JSON log, and what its rules and webhooks send (`clientid`, `peername`). */
export const EMQX: LineFormat = {
  id: 'emqx',
  order: 41,
  recognise: (text) => text.startsWith('{') && text.includes('"clientid"') && /"(?:peername|mfa|event|action|broker_node|node|msg)"\s*:/.test(text),
  read(text) {
    const json = readJsonLine(text);
    return json.ok ? { ...json, log: 'emqx' } : json;
  },
  time: (fields, context) => takeTextTime(fields, context, 'time', 'timestamp', 'ts', 'connected_at'),
  product: () => ({ name: 'EMQX', vendor_name: 'EMQ' }),
};

function map(fields: Fields): EventBody {
  const title = ['msg', 'event', 'action'].map((name) => fields.peek(name)).find((value) => typeof value === 'string' && value !== '');
  const message = `EMQX ${typeof title === 'string' ? title : 'event'}`;
  const peer = fields.peek('peername');
  const match = typeof peer === 'string' ? /^\[?([0-9a-fA-F.:]{2,45}?)\]?:(\d{1,5})$/.exec(peer) : null;
  const ip = match?.[1] ?? '';
  if (!isAddress(ip)) return { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, message };
  const name = fields.word('clientid');
  const activity = /disconnect/.test(message) ? 2 : /connect/.test(message) ? 1 : 6;
  return { class_uid: OCSF_CLASS.networkActivity, activity_id: activity, message, app_protocol_name: 'mqtt', src_endpoint: { ip, port: Number(match?.[2]) <= 65_535 ? Number(match?.[2]) : undefined, name } };
}

export const parser = formatParser(EMQX, { title: 'EMQX', logs: [], map });
