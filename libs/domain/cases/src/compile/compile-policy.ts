import type { Contract } from '../contract/contract-schema.ts';
import type { Policy } from '../policy.ts';

/** Compiles a contract to what a case runs on, with the time zone data of this process. Throws nothing for a parsed contract. */
export function compilePolicy(_contract: Contract, _fromMs: number, _untilMs?: number): Policy {
  throw new Error('to be written');
}
