const formats = new Map<string, Intl.DateTimeFormat>();

/** Hour of the local day with its fraction, 0 to 24. */
export function localHour(timeZone: string, atMs: number): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric' });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  return (parts['hour'] ?? 0) + (parts['minute'] ?? 0) / 60;
}

/** How busy people are at an hour: 0.3 by night, 1 in the early afternoon. */
export function diurnal(hour: number): number {
  return 0.3 + 0.7 * Math.max(0, Math.sin(((hour - 6) / 14) * Math.PI));
}
