import { timingSafeEqual } from 'node:crypto';
import { sha256Hex } from '@watchfloor/core/ids';

/** A token that an operator configured; of it only the hash is held. */
export class BearerToken {
  private readonly hash: Buffer;

  constructor(token: string) {
    this.hash = Buffer.from(sha256Hex(token));
  }

  /** Whether an `Authorization` header carries the token, in the same time whatever it carries. */
  isIn(authorization: string | undefined): boolean {
    return timingSafeEqual(Buffer.from(sha256Hex(/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '')), this.hash);
  }
}
