/**
 * Every JSON value of a text: one document, an array (its items), one value a line, or values written one after another.
 * Throws SyntaxError with the position of the first text that is no JSON.
 */
export function* readJsonValues(text: string): Iterable<unknown> {
  const whole = attempt(text);
  if (whole !== undefined) {
    if (Array.isArray(whole.value)) yield* whole.value as unknown[];
    else yield whole.value;
    return;
  }
  for (const [from, to] of topLevelSpans(text)) {
    const part = attempt(text.slice(from, to));
    if (part === undefined) throw new SyntaxError(`not JSON at line ${text.slice(0, from).split('\n').length}`);
    yield part.value;
  }
}

function attempt(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Spans of objects and arrays at depth 0; text between them other than white space is a span of its own. */
function* topLevelSpans(text: string): Iterable<[number, number]> {
  let depth = 0;
  let from = -1;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (quoted) {
      if (char === '\\') i++;
      else if (char === '"') quoted = false;
      continue;
    }
    if (from < 0) {
      if (/\s/.test(char)) continue;
      from = i;
    }
    if (char === '"') quoted = true;
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    if (depth <= 0 && (char === '}' || char === ']' || char === '\n')) {
      yield [from, i + 1];
      from = -1;
      depth = 0;
    }
  }
  if (from >= 0) yield [from, text.length];
}
