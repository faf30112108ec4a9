import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Refused } from '@watchfloor/core';
import { sha256Hex } from '@watchfloor/core/ids';

export interface DirectRequest {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

/** Who may read the metrics, which name sensors. */
export class MetricsAccess {
  private readonly tokenHash: string | undefined;

  constructor(token: string | undefined) {
    this.tokenHash = token === undefined ? undefined : sha256Hex(token);
  }

  /** With a token: who sends it. Without one: this machine, and nobody through a proxy on it. Throws Refused UNAUTHENTICATED. */
  check({ headers, socket }: DirectRequest): void {
    if (this.tokenHash !== undefined) {
      const sent = sha256Hex(/^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '');
      if (timingSafeEqual(Buffer.from(sent), Buffer.from(this.tokenHash))) return;
    } else if (LOOPBACK.test(socket.remoteAddress ?? '') && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined) return;
    throw new Refused('UNAUTHENTICATED', 'metrics are read from this machine, or with the token that is configured');
  }
}
