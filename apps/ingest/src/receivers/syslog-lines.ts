import type { Line } from '../lines/line.ts';
import { openEnvelope, type EnvelopeContext } from '../syslog/envelope.ts';

const REMOVED = 'wfs_removed';
/** Where the key of a message that is too long to be read whole is looked for. */
const HEAD_BYTES = 8192;

/** A syslog message as a line for the pipeline, and the sensor key that stood in it. */
export interface SyslogLine {
  readonly line: Line;
  readonly sensorKey: string | undefined;
}

/** Opens the envelope of a message. The bytes that are kept as evidence have the sensor key replaced, so that it still reads as the same message: a secret is not evidence. */
export function syslogLine(frame: Line, context: EnvelopeContext): SyslogLine {
  if (frame.sha256 !== undefined) {
    const { sensorKey } = openEnvelope(frame.bytes.toString('latin1', 0, HEAD_BYTES), context);
    return { line: withoutKey(frame, sensorKey), sensorKey };
  }
  const envelope = openEnvelope(frame.bytes.toString('utf8'), context);
  const kept = withoutKey(frame, envelope.sensorKey);
  return {
    line: { ...kept, text: envelope.message, ...(envelope.timeMs === undefined ? {} : { envelopeTimeMs: envelope.timeMs }) },
    sensorKey: envelope.sensorKey,
  };
}

/** The key is searched for as it stands, never by a pattern over the message: nobody has proved anything yet, and a pattern can be made to take minutes. */
function withoutKey(frame: Line, sensorKey: string | undefined): Line {
  if (sensorKey === undefined) return frame;
  const bytes = Buffer.from(frame.bytes.toString('latin1').replaceAll(sensorKey, REMOVED), 'latin1');
  return frame.sha256 === undefined ? { bytes, size: bytes.length } : { ...frame, bytes };
}
