import { isUuid } from '@watchfloor/core';
import { z } from 'zod';

/** Integer microseconds since the epoch. */
export const microsecondsParam = z.number().int().min(-8_520_336_000_000_000).max(9_007_199_254_740_991);
/** Integer milliseconds since the epoch. */
export const millisecondsParam = z.number().int();
/** A UUID. */
export const uuidParam = z.string().toLowerCase().refine(isUuid, 'must be a UUID');
/** Up to 10,000 UUIDs. */
export const uuidsParam = z.array(uuidParam).max(10_000);
/** Page size. */
export const limitParam = z.number().int().min(1).max(10_000);
