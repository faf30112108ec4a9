/** The name that is at most two slips away (insert, delete, change, swap), the nearest first; undefined when none is. Bounded: long texts match nothing. */
export function nearestName(text: string, names: readonly string[]): string | undefined {
  if (text.length > 40) return undefined;
  let best: string | undefined;
  let least = 3;
  for (const name of names) {
    const slips = slipsBetween(text.toLowerCase(), name.toLowerCase());
    if (slips < least && slips < name.length / 2) [best, least] = [name, slips];
  }
  return best;
}

function slipsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let slips = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) slips = Math.min(slips, (before[j - 2] ?? 0) + 1);
      row.push(slips);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 3;
}
