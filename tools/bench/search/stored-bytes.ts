import type { ClickHouseClient } from '@clickhouse/client';

export interface StoredBytes {
  readonly columns: readonly { readonly column: string; readonly bytesPerEvent: number }[];
  /** By class, the line's compressed bytes shared out by the length of its raw line, message and attributes; the rest of the columns equally. An estimate: classes share blocks. */
  readonly classes: readonly { readonly classUid: number; readonly events: number; readonly bytesPerEvent: number }[];
  readonly totalPerEvent: number;
}

const BY_LENGTH = ['raw', 'message', 'attrs'];

/** What a database's `events` take on disk per event, by column and by class. */
export async function storedBytes(client: ClickHouseClient, database: string): Promise<StoredBytes> {
  const rows = async <T>(query: string): Promise<T[]> => (await client.query({ query, format: 'JSONEachRow' })).json<T>();
  const parts = await rows<{ bytes: number; events: number }>(`SELECT toFloat64(sum(bytes_on_disk)) AS bytes, toFloat64(sum(rows)) AS events FROM system.parts WHERE database = '${database}' AND table = 'events' AND active`);
  const { bytes, events } = parts[0] ?? { bytes: 0, events: 1 };
  const columns = (await rows<{ column: string; bytes: number }>(`SELECT column, toFloat64(sum(column_bytes_on_disk)) AS bytes FROM system.parts_columns WHERE database = '${database}' AND table = 'events' AND active GROUP BY column ORDER BY bytes DESC`));
  const lengths = await rows<{ classUid: number; events: number; length: number }>(`SELECT class_uid AS classUid, toFloat64(count()) AS events, toFloat64(sum(length(raw) + length(message) + arraySum(arrayMap(value -> length(value), mapValues(attrs))))) AS length FROM ${database}.events GROUP BY class_uid ORDER BY events DESC`);
  const byLength = columns.filter(({ column }) => BY_LENGTH.includes(column)).reduce((sum, one) => sum + one.bytes, 0);
  const length = lengths.reduce((sum, one) => sum + one.length, 0);
  return {
    columns: columns.map((one) => ({ column: one.column, bytesPerEvent: one.bytes / events })),
    classes: lengths.map((one) => ({ classUid: one.classUid, events: one.events, bytesPerEvent: (byLength * (one.length / length)) / one.events + (bytes - byLength) / events })),
    totalPerEvent: bytes / events,
  };
}
