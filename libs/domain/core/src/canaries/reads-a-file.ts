// must fail: no-restricted-imports
import { readFileSync } from 'node:fs';

export const canary = (): string => readFileSync('a-file', 'utf8');
