import { RowWriter } from './row-writer.ts';

/** Values that one column remembers; past it, values are encoded each time and the oldest are not replaced. */
const REMEMBERED = 4_096;
/** Longer values are not worth remembering, and a hostile sender's must not fill the memory. */
const LONGEST = 128;

/** Encodes values that repeat (ids, keys) once and then gives the same bytes. What `write` throws is thrown each time. */
export function rememberedBytes(write: (writer: RowWriter, value: string) => void): (value: string) => Uint8Array {
  const known = new Map<string, Uint8Array>();
  return (value) => {
    const found = known.get(value);
    if (found !== undefined) return found;
    const writer = new RowWriter(256);
    write(writer, value);
    const bytes = Uint8Array.from(writer.bytes());
    if (known.size < REMEMBERED && value.length <= LONGEST) known.set(value, bytes);
    return bytes;
  };
}
