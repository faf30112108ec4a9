/** Text with wildcards: literals and the marks `*` (any run) and `?` (any one character). */
export type Token = string | typeof ANY_RUN | typeof ANY_ONE;
export const ANY_RUN: unique symbol = Symbol('*');
export const ANY_ONE: unique symbol = Symbol('?');
export type Pattern = readonly Token[];

/**
 * Reads a Sigma string: `*` and `?` are wildcards, `\*`, `\?` and `\\*`-style pairs are escapes; any other backslash
 * stands for itself, so Windows paths need no doubling.
 */
export function parsePattern(text: string): Pattern {
  const tokens: Token[] = [];
  let literal = '';
  const push = (token: Token): void => {
    if (literal !== '') tokens.push(literal);
    literal = '';
    tokens.push(token);
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    const next = text[i + 1];
    if (char === '\\' && (next === '*' || next === '?' || next === '\\')) {
      literal += next;
      i++;
    } else if (char === '*') {
      if (literal !== '' || tokens.at(-1) !== ANY_RUN) push(ANY_RUN);
    } else if (char === '?') push(ANY_ONE);
    else literal += char;
  }
  if (literal !== '') tokens.push(literal);
  return tokens;
}

/** The text of a pattern without wildcards, or undefined when it has some. */
export function literalOf(pattern: Pattern): string | undefined {
  if (pattern.length === 0) return '';
  const [only] = pattern;
  return pattern.length === 1 && typeof only === 'string' ? only : undefined;
}

/** Compiles to a test of a whole value. Linear memory, at worst quadratic time: no regular expression is involved. */
export function compilePattern(pattern: Pattern): (text: string) => boolean {
  const literal = literalOf(pattern);
  if (literal !== undefined) return (text) => text === literal;
  const [a, b, c] = pattern;
  if (pattern.length === 1 && a === ANY_RUN) return () => true;
  if (pattern.length === 2 && a === ANY_RUN && typeof b === 'string') return (text) => text.endsWith(b);
  if (pattern.length === 2 && b === ANY_RUN && typeof a === 'string') return (text) => text.startsWith(a);
  if (pattern.length === 3 && a === ANY_RUN && typeof b === 'string' && c === ANY_RUN) return (text) => text.includes(b);
  return (text) => globMatches(pattern, text);
}

function globMatches(pattern: Pattern, text: string): boolean {
  let token = 0;
  let at = 0;
  let retryToken = -1;
  let retryAt = 0;
  for (;;) {
    const current = pattern[token];
    if (current === undefined && at === text.length) return true;
    if (current === ANY_RUN) {
      retryToken = ++token;
      retryAt = at;
      continue;
    }
    if (typeof current === 'string' && text.startsWith(current, at)) {
      token++;
      at += current.length;
      continue;
    }
    if (current === ANY_ONE && at < text.length) {
      token++;
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
      continue;
    }
    if (retryToken < 0 || retryAt >= text.length) return false;
    // A literal after '*' can only start where it occurs: jump there.
    const wanted = pattern[retryToken];
    const next = typeof wanted === 'string' ? text.indexOf(wanted, retryAt + 1) : retryAt + 1;
    if (next < 0) return false;
    token = retryToken;
    at = retryAt = next;
  }
}
