import { Refused } from '@watchfloor/core';
import { BearerToken } from '../bearer-token.ts';

/** The operator's token; undefined: nobody may. */
export class ControlToken {
  private readonly token: BearerToken | undefined;

  constructor(token: string | undefined) {
    this.token = token === undefined ? undefined : new BearerToken(token);
  }

  /** Throws Refused UNAUTHENTICATED unless the header carries the token. */
  check(authorization: string | undefined): void {
    if (this.token?.isIn(authorization) !== true) throw new Refused('UNAUTHENTICATED', 'send the token that ingest was given as WF_INGEST_CONTROL_TOKEN');
  }
}
