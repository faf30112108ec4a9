import type { IncomingHttpHeaders } from 'node:http';

/** A request whose body has not been read: `body` is the stream. */
export interface StreamedRequest {
  readonly url?: string;
  readonly headers: IncomingHttpHeaders;
  readonly query: unknown;
  readonly body: unknown;
}
