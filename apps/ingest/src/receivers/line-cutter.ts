import { createHash, type Hash } from 'node:crypto';
import { MAX_LINE_BYTES, type Line } from '../lines/line.ts';

const LF = 10;
const CR = 13;

/** A line and where it stands. */
export interface PlacedLine {
  readonly line: Line;
  /** Bytes before it. */
  readonly offset: number;
  /** Bytes before the next one. */
  readonly end: number;
}

/** Cuts a stream of bytes into lines, whatever its length: of a line past MAX_LINE_BYTES the head is held, and length and SHA-256 are of the whole. */
export class LineCutter {
  private parts: Buffer[] = [];
  private held = 0;
  private size = 0;
  private hash: Hash | undefined;
  private start: number;
  private position: number;

  constructor(offset: number) {
    this.start = offset;
    this.position = offset;
  }

  /** Lines that end in this chunk. */
  push(chunk: Buffer): PlacedLine[] {
    const lines: PlacedLine[] = [];
    for (let at = 0; at < chunk.length; ) {
      const found = chunk.indexOf(LF, at);
      this.keep(chunk.subarray(at, found === -1 ? chunk.length : found));
      this.position += (found === -1 ? chunk.length : found + 1) - at;
      at = found === -1 ? chunk.length : found + 1;
      if (found !== -1) lines.push(this.take());
    }
    return lines;
  }

  /** The last line, where no LF ends it. */
  rest(): PlacedLine[] {
    return this.size === 0 ? [] : [this.take()];
  }

  private keep(bytes: Buffer): void {
    if (this.hash === undefined && this.size + bytes.length > MAX_LINE_BYTES) {
      this.hash = createHash('sha256');
      for (const part of this.parts) this.hash.update(part);
    }
    this.hash?.update(bytes);
    this.size += bytes.length;
    const head = bytes.subarray(0, Math.max(0, MAX_LINE_BYTES - this.held));
    if (head.length === 0) return;
    this.parts.push(head);
    this.held += head.length;
  }

  private take(): PlacedLine {
    const whole = this.parts.length === 1 && this.parts[0] ? this.parts[0] : Buffer.concat(this.parts);
    const sha256 = this.hash?.digest('hex');
    const bytes = sha256 === undefined && whole.at(-1) === CR ? whole.subarray(0, -1) : whole;
    const line = sha256 === undefined ? { bytes, size: bytes.length } : { bytes, size: this.size, sha256 };
    const placed = { line, offset: this.start, end: this.position };
    this.parts = [];
    this.held = 0;
    this.size = 0;
    this.hash = undefined;
    this.start = this.position;
    return placed;
  }
}
