/** Top-level JSON values of a text, or its lines where it is no JSON (an ASCII log). */
export function jsonRecords(text: string): string[] {
  if (text.startsWith('#')) return text.split('\n');
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char === '\\') i++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' && depth++ === 0) start = i;
    else if (char === '}' && --depth === 0) found.push(JSON.stringify(JSON.parse(text.slice(start, i + 1))));
  }
  return found;
}
