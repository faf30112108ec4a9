import { createHash, type Hash } from 'node:crypto';
import { Refused } from '@watchfloor/core';
import { MAX_LINE_BYTES, type Line } from '../lines/line.ts';

const LF = 10;
const SPACE = 32;
const MAX_COUNT_DIGITS = 9;
/** A larger octet count is taken for a wrong one: what follows would be swallowed as one message. */
const MAX_COUNT = 16 * 1024 * 1024;

/**
 * Cuts a TCP stream into syslog messages (RFC 6587): octet-counted where a message starts with a digit other than 0, else
 * ended by LF. Of a message longer than MAX_LINE_BYTES only the head is held; its length and SHA-256 are of the whole.
 */
export class SyslogFramer {
  private head: Buffer[] = [];
  private held = 0;
  private size = 0;
  private hash: Hash | undefined;
  private count = '';
  /** Bytes still to come of an octet-counted message; -1 in a message ended by LF; undefined between messages. */
  private rest: number | undefined;

  /** Set by an octet count that no message has: where the next message starts is not known any more. */
  broken: Refused | undefined;

  /** Bytes held of a message that is not complete. */
  get pending(): number {
    return this.held;
  }

  /** The first bytes of the message that is not complete. */
  pendingHead(bytes: number): Buffer {
    return Buffer.concat(this.head).subarray(0, bytes);
  }

  /** Messages completed by this chunk, as far as `broken` is not set. */
  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    for (let at = 0; at < chunk.length && !this.broken; ) {
      if (this.rest === undefined) at = this.start(chunk, at);
      else if (this.rest >= 0) {
        const end = Math.min(chunk.length, at + this.rest);
        this.keep(chunk.subarray(at, end));
        this.rest -= end - at;
        at = end;
        if (this.rest === 0) this.finish(lines);
      } else {
        const found = chunk.indexOf(LF, at);
        this.keep(chunk.subarray(at, found === -1 ? chunk.length : found));
        at = found === -1 ? chunk.length : found + 1;
        if (found !== -1) this.finish(lines);
      }
    }
    return lines;
  }

  /** What the stream ended in: the last message of a sender that wrote no LF. An octet-counted message that was cut off is kept too. */
  end(): Line[] {
    const lines: Line[] = [];
    if (this.count !== '') this.keep(Buffer.from(this.count));
    this.finish(lines);
    return lines;
  }

  private start(chunk: Buffer, at: number): number {
    const byte = chunk[at] ?? 0;
    if (this.count === '' && (byte === LF || byte === 13 || byte === SPACE)) return at + 1;
    const digit = byte >= 48 && byte <= 57 && (this.count !== '' || byte !== 48);
    if (digit && this.count.length < MAX_COUNT_DIGITS) {
      this.count += String.fromCharCode(byte);
      return at + 1;
    }
    if (this.count !== '' && byte === SPACE) {
      this.rest = Number(this.count);
      this.count = '';
      if (this.rest > MAX_COUNT) this.broken = new Refused('INVALID_INPUT', `a message of ${this.rest} bytes: the octet count is wrong`);
      return at + 1;
    }
    // Digits that were no count belong to a message ended by LF.
    this.rest = -1;
    if (this.count !== '') this.keep(Buffer.from(this.count));
    this.count = '';
    return at;
  }

  private keep(bytes: Buffer): void {
    const room = MAX_LINE_BYTES - this.held;
    if (bytes.length > room && !this.hash) {
      this.hash = createHash('sha256');
      for (const part of this.head) this.hash.update(part);
    }
    this.hash?.update(bytes);
    this.size += bytes.length;
    if (room > 0) {
      const kept = Buffer.from(bytes.subarray(0, room));
      this.head.push(kept);
      this.held += kept.length;
    }
  }

  private finish(lines: Line[]): void {
    let bytes = this.head.length === 1 && this.head[0] ? this.head[0] : Buffer.concat(this.head);
    let size = this.size;
    const sha256 = this.hash?.digest('hex');
    while (sha256 === undefined && size > 0 && (bytes[size - 1] === LF || bytes[size - 1] === 13 || bytes[size - 1] === 0)) {
      size -= 1;
      bytes = bytes.subarray(0, size);
    }
    if (size > 0) lines.push(sha256 === undefined ? { bytes, size } : { bytes, size, sha256 });
    this.head = [];
    this.held = 0;
    this.size = 0;
    this.hash = undefined;
    this.count = '';
    this.rest = undefined;
  }
}
