const formats = new Map<string, Intl.DateTimeFormat | undefined>();

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(timeZone)) {
    let format: Intl.DateTimeFormat | undefined;
    try {
      format = new Intl.DateTimeFormat('en-GB', {
        timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
      });
    } catch { /* an unknown zone counts as UTC */ }
    if (formats.size < 1000) formats.set(timeZone, format);
    return format;
  }
  return formats.get(timeZone);
}

function localOf(format: Intl.DateTimeFormat, utcMs: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(utcMs)) part[type] = Number(value);
  return Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'] ?? 1, part['hour'] ?? 0, part['minute'] ?? 0, part['second'] ?? 0);
}

/**
 * Offset from UTC in milliseconds of a local wall clock time in a zone. A repeated hour takes its first pass; a skipped
 * one takes the offset before the gap. An unknown zone counts as UTC.
 */
export function zoneOffsetMs(timeZone: string, localMs: number): number {
  const format = formatOf(timeZone);
  if (format === undefined) return 0;
  const offsetAt = (utcMs: number): number => localOf(format, utcMs) - Math.floor(utcMs / 1000) * 1000;
  const before = offsetAt(localMs - 86_400_000);
  const after = offsetAt(localMs + 86_400_000);
  if (before === after) return before;
  return offsetAt(localMs - before) === before || offsetAt(localMs - after) !== after ? before : after;
}
