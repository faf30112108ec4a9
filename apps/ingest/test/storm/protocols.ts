import type { Plant } from '../plant.ts';

/** How a protocol carries a batch of log lines in one HTTP request, and when its answer says that all of them are stored. */
export interface Protocol {
  readonly name: string;
  readonly path: string;
  headers(plant: Plant, batch: string): Record<string, string>;
  body(lines: readonly string[]): string;
  isAcknowledged(status: number, answer: string): boolean;
}

const ok = (status: number): boolean => status === 200;
const password = (user: string, key: string): string => Buffer.from(`${user}:${key}`).toString('base64');

/** The acknowledged protocols over HTTP. */
export const PROTOCOLS: readonly Protocol[] = [
  {
    name: 'ndjson',
    path: '/v1/logs',
    headers: (plant, batch) => ({ authorization: `Bearer ${plant.key}`, 'idempotency-key': batch }),
    body: (lines) => lines.join('\n'),
    isAcknowledged: ok,
  },
  {
    name: 'hec',
    path: '/services/collector/event',
    headers: (plant) => ({ authorization: `Splunk ${plant.key}` }),
    body: (lines) => lines.map((line) => JSON.stringify({ event: line })).join(''),
    isAcknowledged: (status, answer) => status === 200 && (JSON.parse(answer) as { code: number }).code === 0,
  },
  {
    // An id of an acknowledgement is given once the request is committed.
    name: 'hec-ack',
    path: '/services/collector/event?channel=0aeeac95-ac74-4aa9-b30d-6c4c0ac581ba',
    headers: (plant) => ({ authorization: `Splunk ${plant.key}` }),
    body: (lines) => lines.map((line) => JSON.stringify({ event: line })).join('\n'),
    isAcknowledged: (status, answer) => status === 200 && typeof (JSON.parse(answer) as { ackId?: number }).ackId === 'number',
  },
  {
    name: 'bulk-id',
    path: '/logs/_bulk',
    headers: (plant) => ({ authorization: `ApiKey ${password('any', plant.key)}`, 'content-type': 'application/json' }),
    body: (lines) => lines.map((line) => `{"index":{"_id":"${(JSON.parse(line) as { uid: string }).uid}"}}\n${line}\n`).join(''),
    isAcknowledged: (status, answer) => status === 200 && !(JSON.parse(answer) as { errors: boolean }).errors,
  },
  {
    name: 'bulk',
    path: '/_bulk',
    headers: (plant) => ({ authorization: `Basic ${password('any', plant.key)}`, 'content-type': 'application/x-ndjson' }),
    body: (lines) => lines.map((line) => `{"create":{"_index":"logs"}}\n${line}\n`).join(''),
    isAcknowledged: (status, answer) => status === 200 && !(JSON.parse(answer) as { errors: boolean }).errors,
  },
  {
    name: 'otlp',
    path: '/otlp/v1/logs',
    headers: (plant) => ({ authorization: `Bearer ${plant.key}`, 'content-type': 'application/json' }),
    body: (lines) => JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: lines.map((line) => ({ timeUnixNano: '1780392600000000000', body: { stringValue: line } })) }] }] }),
    isAcknowledged: ok,
  },
];
