const pad = (value: number): string => String(value).padStart(2, '0');

/** An instant (ms) as the value of a datetime-local field, in the viewer's zone, to the minute. */
export function fieldValueOf(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** The instant (ms) of a datetime-local field's value; undefined while it is incomplete. */
export function instantOf(value: string): number | undefined {
  const ms = /^\d{4,6}-\d\d-\d\dT\d\d:\d\d/.test(value) ? new Date(value).getTime() : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
