import { crc32 } from 'node:zlib';

/** One datagram in the spool. */
export interface SpoolRecord {
  readonly arrivedAtMs: number;
  readonly tenantId: string;
  readonly sensorId: string;
  readonly bytes: Buffer;
}

const PREFIX = 8;
const FIXED = 8 + 16 + 16;

/** A record as it is written: length, CRC-32, arrival, tenant, sensor, bytes. */
export function encodeRecord(record: SpoolRecord): Buffer {
  const body = Buffer.allocUnsafe(FIXED + record.bytes.length);
  body.writeDoubleLE(record.arrivedAtMs, 0);
  body.write(record.tenantId.replaceAll('-', ''), 8, 'hex');
  body.write(record.sensorId.replaceAll('-', ''), 24, 'hex');
  record.bytes.copy(body, FIXED);
  const prefix = Buffer.allocUnsafe(PREFIX);
  prefix.writeUInt32LE(body.length, 0);
  prefix.writeUInt32LE(crc32(body), 4);
  return Buffer.concat([prefix, body]);
}

/** Bytes of a record as it is written. */
export function sizeOf(record: SpoolRecord): number {
  return PREFIX + FIXED + record.bytes.length;
}

/** The whole records of a segment. A tail that was cut off or damaged ends the list: it was never synced. */
export function decodeRecords(segment: Buffer): SpoolRecord[] {
  const records: SpoolRecord[] = [];
  for (let at = 0; at + PREFIX + FIXED <= segment.length; ) {
    const length = segment.readUInt32LE(at);
    const body = segment.subarray(at + PREFIX, at + PREFIX + length);
    if (length < FIXED || body.length < length || crc32(body) !== segment.readUInt32LE(at + 4)) break;
    records.push({ arrivedAtMs: body.readDoubleLE(0), tenantId: uuidAt(body, 8), sensorId: uuidAt(body, 24), bytes: body.subarray(FIXED) });
    at += PREFIX + length;
  }
  return records;
}

function uuidAt(body: Buffer, at: number): string {
  const hex = body.toString('hex', at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
