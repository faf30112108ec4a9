import type { IncomingHttpHeaders } from 'node:http';
import { Refused } from '@watchfloor/core';
import { BearerToken } from './bearer-token.ts';

export interface DirectRequest {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

/** Who may read the metrics, which name sensors. */
export class MetricsAccess {
  private readonly token: BearerToken | undefined;

  constructor(token: string | undefined) {
    this.token = token === undefined ? undefined : new BearerToken(token);
  }

  /** With a token: who sends it. Without one: this machine, and nobody through a proxy on it. Throws Refused UNAUTHENTICATED. */
  check({ headers, socket }: DirectRequest): void {
    if (this.token !== undefined) {
      if (this.token.isIn(headers.authorization)) return;
    } else if (LOOPBACK.test(socket.remoteAddress ?? '') && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined) return;
    throw new Refused('UNAUTHENTICATED', 'metrics are read from this machine, or with the token that is configured');
  }
}
