import { OCSF_CLASS, type JsonObject } from '@watchfloor/ocsf';
import type { EventBody, LineFormat } from '../contract.ts';
import { splitEnvelope, takeSyslogHost } from '../format/envelope.ts';
import { formatParser } from '../format/open-format.ts';
import { takeLineTime } from '../format/text-time.ts';
import { isAddress, type Fields } from '../reading/fields.ts';

const START = /^(\d{10}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[+-]\d{4}|Z)?): /;
const MESSAGE = /^(?:New (?:client|bridge) connect|New connection from|Client \S|Sending (?:PING|CONN|PUB|SUB|UNSUB)|Received (?:PING|CONN|PUB|SUB|UNSUB|DISC)|mosquitto version|Socket error on client|Opening ipv|Denied PUBLISH|Saving in-memory|No Will message|OpenSSL Error|Config loaded|Connecting bridge)/;
const FROM = /(?:New (?:client|bridge) connected|New connection) from ([0-9a-fA-F.:]{2,45}?)(?::(\d{1,5}))?(?: as (\S{1,256}))?(?: on port (\d{1,5})| \(|\.|$)/;

/** The log of the Mosquitto broker, times in epoch seconds or ISO. */
export const MOSQUITTO: LineFormat = {
  id: 'mosquitto',
  order: 40,
  recognise: (text) => START.test(text) || (/mosquitto/.test(text.slice(0, 200)) && MESSAGE.test(splitEnvelope(text.slice(0, 600)).rest)),
  read(text) {
    const start = START.exec(text);
    if (start !== null) return { ok: true, record: { time: start[1] ?? '', message: text.slice(start[0].length) }, log: 'mosquitto' };
    const { syslog, rest } = splitEnvelope(text);
    if (!MESSAGE.test(rest)) return { ok: false, reason: 'not a Mosquitto line' };
    const record: JsonObject = { message: rest };
    if (syslog !== undefined) record['syslog'] = syslog;
    return { ok: true, record, log: 'mosquitto' };
  },
  time: (fields, context) => takeLineTime(fields, context, 'time'),
  product: () => ({ name: 'Mosquitto', vendor_name: 'Eclipse' }),
};

function map(fields: Fields): EventBody {
  const message = fields.text('message') ?? '';
  const device = takeSyslogHost(fields);
  const from = FROM.exec(message.slice(0, 1000));
  const ip = from?.[1];
  if (ip === undefined || !isAddress(ip)) return { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, message, device };
  return {
    class_uid: OCSF_CLASS.networkActivity, activity_id: 1, message, device, app_protocol_name: 'mqtt',
    src_endpoint: { ip, port: from?.[2] === undefined || Number(from[2]) > 65_535 ? undefined : Number(from[2]), name: from?.[3] },
  };
}

export const parser = formatParser(MOSQUITTO, { title: 'Mosquitto', logs: [], map });
