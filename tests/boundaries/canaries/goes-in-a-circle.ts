// must fail: import-x/no-cycle
import { back } from './goes-in-a-circle-back.ts';

export const canary = (): string => back();
