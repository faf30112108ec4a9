import { timingSafeEqual } from 'node:crypto';
import { Refused } from '@watchfloor/core';
import { sha256Hex } from '@watchfloor/core/ids';

/** The operator's token; undefined: nobody may. */
export class ControlToken {
  private readonly hash: string | undefined;

  constructor(token: string | undefined) {
    this.hash = token === undefined ? undefined : sha256Hex(token);
  }

  /** Throws Refused UNAUTHENTICATED unless the header carries the token. */
  check(authorization: string | undefined): void {
    const sent = sha256Hex(/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '');
    if (this.hash === undefined || !timingSafeEqual(Buffer.from(sent), Buffer.from(this.hash))) throw new Refused('UNAUTHENTICATED', 'send the token that ingest was given as WF_INGEST_CONTROL_TOKEN');
  }
}
