// must fail: import-x/no-cycle
import { canary } from './goes-in-a-circle.ts';

export const back = (): string => canary();
