import type { ParsedEvent } from '@watchfloor/parsers';
import type { Line } from './lines/line.ts';

/** Label of an event whose line has no time (set by the parsers). */
export const TIME_MISSING = 'time-missing';
/** Label of an event whose time is that of the envelope: of its syslog message, HEC event or OTLP record. */
export const TIME_FROM_ENVELOPE = 'time-from-envelope';
const FUTURE_US = 10 * 60 * 1_000_000;
const DAY_US = 86_400 * 1_000_000;

/** The event with the envelope's time, else the time of arrival, where the line has none of its own. */
export function withTime(parsed: ParsedEvent, line: Line, assumedTimeMs: number): ParsedEvent {
  const labels = parsed.event.metadata.labels;
  if (!labels?.includes(TIME_MISSING)) return parsed;
  const label = line.envelopeTimeMs === undefined ? TIME_MISSING : TIME_FROM_ENVELOPE;
  const time = line.envelopeTimeMs ?? line.arrivedAtMs ?? assumedTimeMs;
  const metadata = { ...parsed.event.metadata, labels: labels.map((each) => (each === TIME_MISSING ? label : each)) };
  return { ok: true, timeUs: time * 1000, event: { ...parsed.event, time, metadata } };
}

/**
 * Flags of an event's time; the time itself is never changed (SEMANTICS §1). `future`: more than 10 min ahead of its arrival ·
 * `before-retention`: older than the customer's retention · `time-missing`, `time-from-envelope`: not the line's own.
 */
export function flagsOf(parsed: ParsedEvent, receivedAtMs: number, retentionDays: number): string[] {
  const flags: string[] = [];
  if (parsed.timeUs > receivedAtMs * 1000 + FUTURE_US) flags.push('future');
  if (parsed.timeUs < receivedAtMs * 1000 - retentionDays * DAY_US) flags.push('before-retention');
  for (const label of parsed.event.metadata.labels ?? []) if (label === TIME_MISSING || label === TIME_FROM_ENVELOPE) flags.push(label);
  return flags;
}
