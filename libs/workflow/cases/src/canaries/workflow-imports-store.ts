// must fail: @nx/enforce-module-boundaries
import { connectPostgres } from '@watchfloor/postgres';

export const canary = connectPostgres;
