const readers = new Map<string, (at: number) => number>();

/** Offset of a zone east of UTC in ms at an instant (epoch ms), from this process's time zone data. */
export function zoneOffsetAt(timeZone: string, at: number): number {
  let reader = readers.get(timeZone);
  if (reader === undefined) {
    reader = offsetReader(timeZone);
    readers.set(timeZone, reader);
  }
  return reader(at);
}

/** Reads what an instant is on the wall clock of the zone and returns the difference to UTC. */
function offsetReader(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  return (at) => {
    const whole = Math.floor(at / 1000) * 1000;
    const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = (format.format(new Date(whole)).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
  };
}
