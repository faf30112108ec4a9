import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { createBrotliCompress, createGzip, createZstdCompress } from 'node:zlib';
import { statusOf, type ClickHouseError } from './clickhouse-error.ts';

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^JSON.*EachRow/i, 'application/x-ndjson; charset=UTF-8'],
  [/^JSON/i, 'application/json; charset=UTF-8'],
  [/^CSV/i, 'text/csv; charset=UTF-8; header=absent'],
  [/^(TabSeparated|TSV)/i, 'text/tab-separated-values; charset=UTF-8'],
  [/^(Pretty|Vertical|Values|Markdown|LineAsString|TSKV|XML)/i, 'text/plain; charset=UTF-8'],
];

/** Writes one answer as ClickHouse does: headers first with the first bytes, an error as status or, too late for that, in the stream. */
export class Answer {
  readonly #response: ServerResponse;
  readonly #encoding: 'gzip' | 'zstd' | 'br' | undefined;
  readonly #tag = randomBytes(8).toString('hex');
  #out: Writable | undefined;

  constructor(request: IncomingMessage, response: ServerResponse, compress: boolean) {
    this.#response = response;
    const accepted = String(request.headers['accept-encoding'] ?? '');
    this.#encoding = compress ? (['gzip', 'zstd', 'br'] as const).find((name) => accepted.includes(name)) : undefined;
  }

  /** Sends status 200 with the format's type; later calls do nothing. `summary` as ClickHouse's X-ClickHouse-Summary. */
  begin(format: string, summary: Readonly<Record<string, string>>): Writable {
    if (this.#out !== undefined) return this.#out;
    const headers: Record<string, string> = {
      'Content-Type': TYPES.find(([pattern]) => pattern.test(format))?.[1] ?? 'application/octet-stream',
      'X-ClickHouse-Format': format,
      'X-ClickHouse-Summary': JSON.stringify(summary),
      'X-ClickHouse-Exception-Tag': this.#tag,
    };
    if (this.#encoding !== undefined) headers['Content-Encoding'] = this.#encoding;
    this.#response.writeHead(200, headers);
    const compressor = this.#encoding === 'gzip' ? createGzip({ level: 3 }) : this.#encoding === 'zstd' ? createZstdCompress() : this.#encoding === 'br' ? createBrotliCompress() : undefined;
    compressor?.pipe(this.#response);
    return (this.#out = compressor ?? this.#response);
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.#out === undefined || chunk.length === 0) return;
    if (!this.#out.write(chunk)) await Promise.race([once(this.#out, 'drain'), once(this.#response, 'close')]);
  }

  /** Ends the answer and waits until it has left. */
  async end(): Promise<void> {
    this.#out?.end();
    if (!this.#response.writableFinished && !this.#response.destroyed) await Promise.race([once(this.#response, 'finish'), once(this.#response, 'close')]);
  }

  /** Tells the caller of an error, as a status when nothing was sent, else as the block that ClickHouse puts behind the rows. */
  async fail(error: ClickHouseError): Promise<void> {
    const message = `${error.message}\n`;
    if (this.#out !== undefined) {
      const block = `\r\n__exception__\r\n${this.#tag}\r\n${message}${Buffer.byteLength(message)} ${this.#tag}\r\n__exception__\r\n`;
      await this.write(Buffer.from(block));
      return this.end();
    }
    const headers: Record<string, string> = { 'Content-Type': 'text/plain; charset=UTF-8', 'X-ClickHouse-Exception-Code': String(error.code), 'X-ClickHouse-Exception-Tag': this.#tag };
    if (error.code === 202) headers['Retry-After'] = '1';
    if (error.code === 516) headers['WWW-Authenticate'] = 'Basic realm="ClickHouse"';
    this.#response.writeHead(statusOf(error.code), headers);
    this.#response.end(message);
  }
}
