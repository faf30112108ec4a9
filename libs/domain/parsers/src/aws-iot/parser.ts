import { OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody, LineFormat } from '../contract.ts';
import { formatParser } from '../format/open-format.ts';
import { takeTextTime } from '../format/text-time.ts';
import type { Fields } from '../reading/fields.ts';
import { readJsonLine } from '../reading/json-line.ts';

const ACTIVITY: Readonly<Record<string, number>> = { Connect: 1, Disconnect: 2 };

/** AWS IoT Core's CloudWatch log (v2, JSON). */
export const AWS_IOT: LineFormat = {
  id: 'aws-iot',
  order: 42,
  recognise: (text) => text.startsWith('{') && text.includes('"eventType"') && text.includes('"traceId"') && text.includes('"logLevel"'),
  read(text) {
    const json = readJsonLine(text);
    return json.ok ? { ...json, log: 'iot' } : json;
  },
  time: (fields, context) => takeTextTime(fields, context, 'timestamp'),
  product: () => ({ name: 'IoT Core', vendor_name: 'AWS' }),
};

function map(fields: Fields): EventBody {
  const type = String(fields.peek('eventType') ?? 'event');
  const message = `AWS IoT ${type}`;
  const status = fields.peek('status');
  const status_id = status === 'Success' ? 1 : status === 'Failure' ? 2 : undefined;
  const ip = fields.address('sourceIp');
  if (ip === undefined) return { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, message, status_id };
  return {
    class_uid: OCSF_CLASS.networkActivity, activity_id: Object.hasOwn(ACTIVITY, type) ? (ACTIVITY[type] ?? 6) : 6, message, status_id,
    src_endpoint: { ip, port: fields.port('sourcePort'), name: fields.word('clientId') }, app_protocol_name: fields.word('protocol')?.toLowerCase() ?? 'mqtt',
  };
}

export const parser = formatParser(AWS_IOT, { title: 'AWS IoT Core', logs: [], map });
