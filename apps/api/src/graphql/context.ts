import type { Principal } from '@watchfloor/identity';
import type { Logger } from 'pino';
import type { Loaders } from './loaders.ts';

/** What every resolver of one operation shares. */
export interface GraphqlContext {
  readonly principal: Principal;
  readonly loaders: Loaders;
  readonly traceId: string;
  readonly log: Logger;
}
