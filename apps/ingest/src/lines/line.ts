import type { JsonValue } from '@watchfloor/ocsf';

/** Longest line that is parsed; of a longer one this many bytes are kept with its length and SHA-256 (SEMANTICS §1). */
export const MAX_LINE_BYTES = 1024 * 1024;

/** One log line as it arrived. */
export interface Line {
  /** The line's bytes, or its first MAX_LINE_BYTES. Evidence: what is stored as `raw`. */
  readonly bytes: Buffer;
  /** Length of the whole line. */
  readonly size: number;
  /** Of the whole line; set where `bytes` is only its head. */
  readonly sha256?: string;
  /** What the parser is given, where that is not the line itself (a syslog message without its envelope). */
  readonly text?: string;
  /** Milliseconds; time of the envelope, used where the line has none of its own. */
  readonly envelopeTimeMs?: number;
  /** Milliseconds; when the line arrived, where that is known better than for its whole batch. */
  readonly arrivedAtMs?: number;
  /** What the protocol said of the line beside its text (host, index, resource …): kept in the event's `unmapped.envelope`. */
  readonly envelope?: Readonly<Record<string, JsonValue>>;
  /** The whole record that the line stood in: kept in place of `bytes` where the line does not parse, so that nothing of it is lost. */
  readonly record?: () => Buffer;
  /** The sender's own name for the line, equal on every retry whatever the batch: its id is then made of this and not of batch and position. */
  readonly key?: string;
}
