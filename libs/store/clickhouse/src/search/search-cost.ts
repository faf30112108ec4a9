import type { ClickHouseSettings } from '@clickhouse/client';

/**
 * What one search of a person may cost the engine. A core scans about 30 million rows of narrow columns or 1 GB of text a
 * second, so these are what two cores do in the 20 seconds that someone waits: past them the answer is to narrow the
 * search. Memory is bounded because a group by a field of many values would otherwise grow with the window.
 */
export const SEARCH_SECONDS = 20;
export const SEARCH_COST: ClickHouseSettings = {
  max_rows_to_read: '1000000000',
  max_bytes_to_read: '40000000000',
  max_memory_usage: '2000000000',
};
