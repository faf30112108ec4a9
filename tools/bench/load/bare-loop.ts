// The floor that ingest is compared with: JSON.parse, a map by hand, RowBinary, insert; nothing is received, checked, enriched or matched.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connectClickHouse, EVENTS, insertBatches, RowBatch, type EventRow } from '@watchfloor/clickhouse';
import { serviceScope } from '@watchfloor/identity';

const ROWS_PER_INSERT = 20_000;
const MAPPED = new Set(['ts', 'timestamp', 'id.orig_h', 'id.orig_p', 'id.resp_h', 'id.resp_p', 'src_ip', 'src_port', 'dest_ip', 'dest_port', 'service', 'app_proto', '_path', 'event_type']);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const integer = (value: unknown): number => (typeof value === 'number' ? value : 0);

const [url = '', database = '', file = '', count = '0'] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '');
const tenantId = randomUUID();
const ids = { tenantId, sensorId: randomUUID(), siteId: randomUUID(), srcAssetId: '', dstAssetId: '', srcZoneId: '', dstZoneId: '' };
const scope = serviceScope('bench', [tenantId]);
const idHead = randomUUID().slice(0, 24);

function rowOf(line: string, nth: number): EventRow {
  const record = JSON.parse(line) as Record<string, unknown>;
  const attrs: Record<string, string> = {};
  for (const key in record) {
    const value = record[key];
    if (!MAPPED.has(key)) attrs[key] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  const ts = record['ts'];
  return {
    ...ids, eventId: idHead + nth.toString(16).padStart(12, '0'), timeUs: typeof ts === 'number' ? Math.round(ts * 1e6) : Date.parse(text(record['timestamp']).replace('+0000', 'Z')) * 1000, ingestedAtMs: Date.now(),
    source: `bare-${text(record['_path']) || text(record['event_type'])}`, classUid: 4001, activityId: 6, typeUid: 400_106, severityId: 1,
    srcIp: text(record['id.orig_h'] ?? record['src_ip']), srcPort: integer(record['id.orig_p'] ?? record['src_port']), srcMac: '', dstIp: text(record['id.resp_h'] ?? record['dest_ip']), dstPort: integer(record['id.resp_p'] ?? record['dest_port']), dstMac: '',
    appProtocol: text(record['service'] ?? record['app_proto']), otFunctionCode: -1, otFunction: '', otAccess: '', otUnitId: -1, otAddressStart: -1, otAddressCount: -1, message: '', attrs, flags: [], raw: line,
  } as EventRow;
}

const client = connectClickHouse({ url, database });
const begin = process.cpuUsage();
for (let done = 0; done < Number(count); ) {
  const batch = new RowBatch<EventRow>(EVENTS);
  for (const end = Math.min(Number(count), done + ROWS_PER_INSERT); done < end; done += 1) batch.add(scope, rowOf(lines[done % lines.length] ?? '', done));
  await insertBatches(client, [batch as RowBatch<never>]);
}
const { user, system } = process.cpuUsage(begin);
await client.close();
process.stdout.write(`${JSON.stringify({ cpuSeconds: (user + system) / 1e6 })}\n`);
