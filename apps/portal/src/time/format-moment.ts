const formats = new Map<string, Intl.DateTimeFormat>();

function format(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let found = formats.get(key);
  if (found === undefined) formats.set(key, (found = new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...options })));
  return found;
}

/** An instant in the viewer's zone: '22 Nov 12:31:05', with the year when it is not this one. */
export function formatMoment(iso: string, now: number, precise = true): string {
  const date = new Date(iso);
  const year = date.getFullYear() === new Date(now).getFullYear() ? undefined : ('numeric' as const);
  return format(`moment ${year} ${precise}`, {
    day: 'numeric',
    month: 'short',
    year,
    hour: '2-digit',
    minute: '2-digit',
    second: precise ? '2-digit' : undefined,
  })
    .format(date)
    .replace(',', '');
}

/** An instant with its zone written out: '22 Nov 2026, 12:31:05 CET'. An unknown zone falls back to UTC. */
export function formatInZone(iso: string, timeZone: string): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'long' };
  try {
    return format(`zone ${timeZone}`, { ...options, timeZone }).format(new Date(iso));
  } catch {
    return format('zone UTC', { ...options, timeZone: 'UTC' }).format(new Date(iso));
  }
}

/** A calendar day in UTC: '22 Nov 2026'. */
export function formatDay(iso: string): string {
  return format('day', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(iso));
}
