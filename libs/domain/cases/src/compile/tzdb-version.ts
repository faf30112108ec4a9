import { versions } from 'node:process';

/** Version of the time zone data that `Intl` reads in this process, for example 2025c. */
export const TZDB_VERSION: string = versions['tz'] ?? 'unknown';
