import { StringDecoder } from 'node:string_decoder';

/** Characters that a line may have; a longer one is given as its length only, so that memory stays bounded. */
export const MAX_LINE = 16 * 1024 * 1024;

export type Line = { readonly text: string } | { readonly tooLong: number };

/**
 * The lines of a byte stream, split at line feeds only: a carriage return stays at the end of its line. Bytes that are not
 * UTF-8 become U+FFFD.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new StringDecoder('utf8');
  let open = '';
  let dropped = 0;
  const close = (tail: string): Line => {
    const line: Line = dropped > 0 || open.length + tail.length > MAX_LINE ? { tooLong: dropped + open.length + tail.length } : { text: open + tail };
    open = '';
    dropped = 0;
    return line;
  };
  const keep = (text: string): void => {
    if (dropped === 0 && open.length + text.length <= MAX_LINE) open += text;
    else {
      dropped += open.length + text.length;
      open = '';
    }
  };
  for await (const chunk of chunks) {
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      yield close(text.slice(from, at));
      from = at + 1;
    }
    keep(text.slice(from));
  }
  keep(decoder.end());
  if (open !== '' || dropped > 0) yield close('');
}
