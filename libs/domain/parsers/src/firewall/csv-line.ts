/** The cells of one CSV line in one pass; quotes are doubled inside quotes, and an unclosed quote runs to the end. */
export function readCsvLine(text: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text.charCodeAt(at) === 0x22) {
      let cell = '';
      let from = ++at;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote === -1) {
          cell += text.slice(from);
          at = text.length;
          break;
        }
        if (text.charCodeAt(quote + 1) !== 0x22) {
          cell += text.slice(from, quote);
          at = quote + 1;
          break;
        }
        cell += text.slice(from, quote + 1);
        at = quote + 2;
        from = at;
      }
      const comma = text.indexOf(',', at);
      cells.push(cell + text.slice(at, comma === -1 ? text.length : comma));
      if (comma === -1) return cells;
      at = comma + 1;
      continue;
    }
    const comma = text.indexOf(',', at);
    cells.push(text.slice(at, comma === -1 ? text.length : comma));
    if (comma === -1) return cells;
    at = comma + 1;
  }
}
