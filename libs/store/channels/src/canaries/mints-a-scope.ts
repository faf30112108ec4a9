// must fail: no-restricted-imports
import * as mint from '@watchfloor/core/mint';

export const canary = mint;
