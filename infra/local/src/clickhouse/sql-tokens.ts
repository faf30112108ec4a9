export interface SqlToken {
  readonly kind: 'word' | 'quoted' | 'text' | 'mark';
  /** As written; a quoted identifier keeps its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How many brackets are open before it. */
  readonly depth: number;
}

const TOKEN = /\s+|--[^\n]*|#!? [^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1|'(?:[^'\\]|\\[\s\S]|'')*'|`(?:[^`\\]|\\[\s\S])*`|"(?:[^"\\]|\\[\s\S])*"|\w+|[\s\S]/gy;

/** Words, quoted names, string literals and marks of a query; blanks and comments are left out. Lazy: stop where you like. */
export function* sqlTokens(sql: string): Generator<SqlToken> {
  let depth = 0;
  for (const match of sql.matchAll(TOKEN)) {
    const text = match[0];
    const first = text.charAt(0);
    if (/\s/.test(first) || text.startsWith('--') || text.startsWith('/*') || (first === '#' && text.length > 1)) continue;
    const token = { text, start: match.index, end: match.index + text.length };
    if (first === "'" || (first === '$' && text.length > 1)) yield { ...token, kind: 'text', depth };
    else if ((first === '`' || first === '"') && text.length > 1) yield { ...token, kind: 'quoted', depth };
    else if (/\w/.test(first)) yield { ...token, kind: 'word', depth };
    else {
      if (text === ')' || text === ']' || text === '}') depth -= 1;
      yield { ...token, kind: 'mark', depth };
      if (text === '(' || text === '[' || text === '{') depth += 1;
    }
  }
}
