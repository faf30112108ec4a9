// Generated from the folders beside this file by tools/registry; do not edit.
import type { Framework } from '../framework.ts';
import { framework as nistCsf20 } from './nist-csf-2.0/framework.ts';

export const frameworks: readonly Framework[] = [nistCsf20];
