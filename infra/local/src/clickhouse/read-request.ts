import type { IncomingMessage } from 'node:http';
import { engineError } from './clickhouse-error.ts';
import { parseDataInsert, type DataInsert } from './insert-statement.ts';
import { readMultipart } from './multipart.ts';
import { requestBody } from './request-body.ts';
import type { RequestParams } from './request-params.ts';
import { Spool } from './spool.ts';
import type { SpoolFolders } from './spool-folders.ts';

/** What to run: a statement whole, or an INSERT with its rows in a file. */
export type Work = { readonly kind: 'statement'; readonly sql: string } | { readonly kind: 'insert'; readonly insert: DataInsert; readonly rows: Spool };

const HEAD_BYTES = 256 * 1024; // ClickHouse's max_query_size
const STATEMENT_BYTES = 64 * 1024 * 1024;

/**
 * Reads the body to its end, so that a request that breaks off is never run. Rows go to the spool under `name`; the
 * caller removes it. Throws when the body cannot be decompressed or is too large.
 */
export async function readRequest(request: IncomingMessage, params: RequestParams, folders: SpoolFolders, name: string): Promise<Work> {
  if (request.headers['content-type']?.startsWith('multipart/form-data') === true) {
    await readMultipart(request, params);
    return { kind: 'statement', sql: params.query };
  }
  const fromUrl = params.query === '' ? undefined : parseDataInsert(params.query);
  const chunks = requestBody(request)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    if (fromUrl !== undefined) return await spoolRows(fromUrl, Buffer.from(params.query.slice(fromUrl.dataStart)), chunks, new Spool(folders, name));
    return await readStatement(params.query, chunks, folders, name);
  } catch (error) {
    if (request.errored !== null || !(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
    throw engineError(354, 'ZLIB_INFLATE_FAILED', `the body cannot be decompressed: ${error.message}`);
  }
}

async function readStatement(query: string, chunks: AsyncIterator<Buffer>, folders: SpoolFolders, name: string): Promise<Work> {
  const parts: Buffer[] = query === '' ? [] : [Buffer.from(`${query}\n`)];
  let size = parts[0]?.length ?? 0;
  let decided = false;
  for (;;) {
    const next = await chunks.next();
    if (next.done !== true) {
      parts.push(next.value);
      size += next.value.length;
    }
    // Decide once enough is there: an INSERT's rows need not fit into memory, nor be text.
    if (!decided && (next.done === true || size >= HEAD_BYTES)) {
      decided = true;
      const head = Buffer.concat(parts);
      const insert = parseDataInsert(head.toString('latin1'));
      if (insert !== undefined) {
        const named = { ...insert, target: utf8(insert.target), settings: utf8(insert.settings) };
        return await spoolRows(named, head.subarray(insert.dataStart), next.done === true ? undefined : chunks, new Spool(folders, name));
      }
    }
    if (next.done === true) return { kind: 'statement', sql: Buffer.concat(parts).toString('utf8').trim() };
    if (size > STATEMENT_BYTES) throw engineError(62, 'SYNTAX_ERROR', `the query exceeds ${STATEMENT_BYTES} bytes`);
  }
}

async function spoolRows(insert: DataInsert, first: Buffer, chunks: AsyncIterator<Buffer> | undefined, rows: Spool): Promise<Work> {
  try {
    if (first.length > 0) await rows.write(first);
    for (let next = await chunks?.next(); next !== undefined && next.done !== true; next = await chunks?.next()) await rows.write(next.value);
    await rows.close();
    return { kind: 'insert', insert, rows };
  } catch (error) {
    await rows.remove();
    throw error;
  }
}

// The head was scanned as latin1, so that positions in it are positions of bytes.
function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}
