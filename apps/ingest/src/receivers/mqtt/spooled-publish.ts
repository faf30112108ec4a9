import type { Line } from '../../lines/line.ts';
import { lineOf } from '../../lines/split-body.ts';

const MARK = Buffer.from('\0wf-mqtt\0');

/** A line of a message without acknowledgement, with its topic, as the spool keeps it. */
export function encodePublish(topic: string, line: Buffer): Buffer {
  return Buffer.concat([MARK, Buffer.from(topic), Buffer.of(0), line]);
}

/** The line that `encodePublish` made a record of; undefined for other records. */
export function decodePublish(record: Buffer): Line | undefined {
  if (!record.subarray(0, MARK.length).equals(MARK)) return undefined;
  const end = record.indexOf(0, MARK.length);
  if (end === -1) return undefined;
  return { ...lineOf(record.subarray(end + 1)), envelope: { topic: record.toString('utf8', MARK.length, end) } };
}
