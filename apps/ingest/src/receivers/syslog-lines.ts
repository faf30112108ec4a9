import type { Line } from '../lines/line.ts';
import { openEnvelope, type EnvelopeContext } from '../syslog/envelope.ts';

const KEY_VALUE = /(watchfloor@32473[^\]]*? key="wfs_)[\w-]{1,200}"/;

/** A syslog message as a line for the pipeline, and the sensor key that stood in it. */
export interface SyslogLine {
  readonly line: Line;
  readonly sensorKey: string | undefined;
}

/** Opens the envelope of a message. The bytes that are kept as evidence have the sensor key replaced, so that it still reads as the same message: a secret is not evidence. */
export function syslogLine(frame: Line, context: EnvelopeContext): SyslogLine {
  if (frame.sha256 !== undefined) return { line: withoutKey(frame), sensorKey: openEnvelope(frame.bytes.toString('latin1', 0, 8192), context).sensorKey };
  const envelope = openEnvelope(frame.bytes.toString('utf8'), context);
  const kept = envelope.sensorKey === undefined ? frame : withoutKey(frame);
  return {
    line: { ...kept, text: envelope.message, ...(envelope.timeMs === undefined ? {} : { envelopeTimeMs: envelope.timeMs }) },
    sensorKey: envelope.sensorKey,
  };
}

function withoutKey(frame: Line): Line {
  const text = frame.bytes.toString('latin1');
  if (!KEY_VALUE.test(text)) return frame;
  const bytes = Buffer.from(text.replace(KEY_VALUE, '$1removed"'), 'latin1');
  return frame.sha256 === undefined ? { bytes, size: bytes.length } : { ...frame, bytes };
}
