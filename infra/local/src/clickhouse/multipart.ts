import type { IncomingMessage } from 'node:http';
import { engineError } from './clickhouse-error.ts';
import { requestBody } from './request-body.ts';
import type { RequestParams } from './request-params.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/** Takes query and placeholders from a form, which the client uses when they are too long for a URL. Throws for files (external tables). */
export async function readMultipart(request: IncomingMessage, params: RequestParams): Promise<void> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of requestBody(request) as AsyncIterable<Buffer>) {
    parts.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) throw engineError(62, 'SYNTAX_ERROR', `the form exceeds ${MAX_BYTES} bytes`);
  }
  const form = await new Response(Buffer.concat(parts), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData().catch((error: unknown) => {
    throw engineError(36, 'BAD_ARGUMENTS', `the multipart body cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  for (const [name, value] of form) {
    if (typeof value !== 'string') throw engineError(48, 'NOT_IMPLEMENTED', 'the local engine takes no external tables');
    if (name === 'query') params.query = value;
    else if (name.startsWith('param_')) params.placeholders.set(name.slice(6), value);
    else params.settings.set(name, value);
  }
}
