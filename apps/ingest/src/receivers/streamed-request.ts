import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** A request whose body has not been read: `body` is the stream. */
export interface StreamedRequest {
  readonly url?: string;
  readonly headers: IncomingHttpHeaders;
  readonly query: unknown;
  readonly body: unknown;
  readonly raw: { readonly socket: Socket | TLSSocket };
}
