// must fail: no-restricted-imports
import { mintTenantScope } from '@watchfloor/core/mint';

export const canary = mintTenantScope;
