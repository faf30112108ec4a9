const NIL = Buffer.alloc(16);
/** Value of a hexadecimal digit by character code; 255 for every other character. */
const HEX = Uint8Array.from({ length: 256 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(digit) ? 255 : digit;
});
/** Where the 16 bytes of a UUID text go: each half is little-endian. */
const UUID_ORDER = [7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8];
const UUID_DIGITS = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const TWO_32 = 2 ** 32;
/** Texts and bytes up to here are copied one by one: a call out of JavaScript costs as much as copying about this many (measured). */
const COPIED_HERE = 20;

/**
 * Writes values in ClickHouse's RowBinary format (docs: formats/RowBinary) into one growing buffer. Integers are
 * little-endian and range-checked: a value that does not fit throws RangeError, it is never cut.
 */
export class RowWriter {
  private buffer: Buffer;
  private end = 0;

  constructor(initialBytes = 64 * 1024) {
    this.buffer = Buffer.allocUnsafe(initialBytes);
  }

  /** Bytes written so far. */
  get size(): number {
    return this.end;
  }

  /** Takes back everything written after `size` (a row that failed half-way). */
  truncate(size: number): void {
    this.end = Math.min(size, this.end);
  }

  /** The bytes written so far; a view that is valid until the next write. */
  bytes(): Buffer {
    return this.buffer.subarray(0, this.end);
  }

  /** Unsigned integer of 1, 2 or 4 bytes. */
  uint(value: number, width: 1 | 2 | 4): void {
    this.reserve(width);
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * width)) throw new RangeError(`${value} is no unsigned integer of ${width} bytes`);
    const { buffer } = this;
    buffer[this.end] = value;
    if (width >= 2) buffer[this.end + 1] = value >>> 8;
    if (width === 4) {
      buffer[this.end + 2] = value >>> 16;
      buffer[this.end + 3] = value >>> 24;
    }
    this.end += width;
  }

  /** Int32. */
  int32(value: number): void {
    this.reserve(4);
    if ((value | 0) !== value) throw new RangeError(`${value} is no integer of 32 bits`);
    this.put32(value);
  }

  /** Int64 from a bigint or a safe integer. */
  int64(value: number | bigint): void {
    this.reserve(8);
    if (typeof value === 'bigint') {
      this.end = this.buffer.writeBigInt64LE(value, this.end);
      return;
    }
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer`);
    const high = Math.floor(value / TWO_32);
    this.put32(value - high * TWO_32);
    this.put32(high);
  }

  /** UInt64 from a bigint or a safe, non-negative integer. */
  uint64(value: number | bigint): void {
    this.reserve(8);
    this.end = this.buffer.writeBigUInt64LE(BigInt(value), this.end);
  }

  /** LEB128 length prefix. */
  varUint(value: number): void {
    this.reserve(5);
    let rest = integer(value);
    while (rest > 127) {
      this.buffer[this.end++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.buffer[this.end++] = rest;
  }

  /** String: UTF-8 of a text (a lone surrogate becomes U+FFFD), or bytes as they are. */
  string(value: string | Uint8Array): void {
    if (typeof value !== 'string') {
      this.varUint(value.length);
      this.reserve(value.length);
      this.buffer.set(value, this.end);
      this.end += value.length;
      return;
    }
    if (value.length <= COPIED_HERE && this.shortAscii(value)) return;
    // Where all is ASCII the prefix is as long as that of the characters: one call to the encoder, whose answer tells.
    const { length } = value;
    this.reserve(5 + length * 3);
    const prefix = prefixBytes(length);
    let written = this.buffer.write(value, this.end + prefix, 'utf8');
    if (prefixBytes(written) !== prefix) written = this.buffer.write(value, this.end + prefixBytes(written), 'utf8');
    this.varUint(written);
    this.end += written;
  }

  /** Writes a text of ASCII characters, at most COPIED_HERE; false, and nothing written, for any other. */
  private shortAscii(value: string): boolean {
    const { length } = value;
    this.reserve(1 + COPIED_HERE);
    const { buffer } = this;
    let at = this.end;
    buffer[at++] = length;
    let seen = 0;
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index);
      seen |= code;
      buffer[at++] = code;
    }
    if (seen > 127) return false;
    this.end = at;
    return true;
  }

  /** UUID: two little-endian halves. '' is the nil UUID. Throws RangeError for any other text that is no UUID. */
  uuid(value: string): void {
    this.reserve(16);
    if (value === '') {
      this.end += NIL.copy(this.buffer, this.end);
      return;
    }
    let wrong = value.length === 36 && value[8] === '-' && value[13] === '-' && value[18] === '-' && value[23] === '-' ? 0 : 255;
    for (let index = 0; index < 16; index += 1) {
      const digit = UUID_DIGITS[index] ?? 0;
      const high = hexAt(value, digit);
      const low = hexAt(value, digit + 1);
      wrong |= high | low;
      this.buffer[this.end + (UUID_ORDER[index] ?? 0)] = (high << 4) | low;
    }
    if (wrong > 15) throw new RangeError('not a UUID');
    this.end += 16;
  }

  /** The 16 bytes of a UUID or any other bytes, as they are, without a length. */
  raw(bytes: Uint8Array): void {
    const { length } = bytes;
    this.reserve(length);
    const { buffer } = this;
    let at = this.end;
    if (length > COPIED_HERE) buffer.set(bytes, at);
    else for (let index = 0; index < length; index += 1) buffer[at++] = bytes[index] ?? 0;
    this.end += length;
  }

  private put32(value: number): void {
    const { buffer } = this;
    let at = this.end;
    buffer[at++] = value;
    buffer[at++] = value >>> 8;
    buffer[at++] = value >>> 16;
    buffer[at++] = value >>> 24;
    this.end = at;
  }

  private reserve(bytes: number): void {
    if (this.end + bytes <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.end + bytes));
    this.buffer.copy(grown, 0, 0, this.end);
    this.buffer = grown;
  }
}

function hexAt(text: string, at: number): number {
  return HEX[text.charCodeAt(at)] ?? 255;
}

/** Bytes of a LEB128 number. */
function prefixBytes(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  return value < 0x20_0000 ? 3 : value < 0x1000_0000 ? 4 : 5;
}

function integer(value: number): number {
  if (!Number.isInteger(value)) throw new RangeError(`${value} is not an integer`);
  return value;
}
