/** A–Z in lower case. Other letters stay: both engines then agree on every text. */
export function foldCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** A word is a run of ASCII letters and digits and of all that is not ASCII: as ClickHouse's hasToken cuts text. */
const IN_WORD = /[0-9a-z\u0080-\u{10ffff}]/iu;
const NOT_WORD = '[^0-9a-z\\x{80}-\\x{10FFFF}]';

/** True when the text is one word. */
export function isOneWord(text: string): boolean {
  return [...text].every((char) => IN_WORD.test(char));
}

/** Words of a text that are whole in whatever holds the text at word boundaries; letter case folded. */
export function wordsOf(text: string): string[] {
  return [...new Set(foldCase(text).split(/[^0-9a-z\u0080-\u{10ffff}]+/u))].filter((word) => word !== '');
}

const quoted = (char: string): string => (/[0-9A-Za-z\u0080-\u{10ffff}]/u.test(char) ? char : `\\x{${(char.codePointAt(0) ?? 0).toString(16)}}`);

/** Parts of a glob: characters as they are, and the two marks. */
function partsOf(glob: string): { readonly mark: boolean; readonly char: string }[] {
  const parts: { mark: boolean; char: string }[] = [];
  const chars = [...glob];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? '';
    if (char === '\\' && i + 1 < chars.length) parts.push({ mark: false, char: chars[++i] ?? '' });
    else parts.push({ mark: char === '*' || char === '?', char });
  }
  return parts;
}

const bodyOf = (glob: string): string =>
  partsOf(foldCase(glob)).map(({ mark, char }) => (!mark ? quoted(char) : char === '*' ? '.*' : '.')).join('');

/** RE2 expression for a whole value that fits the glob, letter case folded on both sides before. */
export function wholeValueExpression(glob: string): string {
  return `(?s)^${bodyOf(glob)}$`;
}

/** RE2 expression for text that holds the glob at word boundaries. */
export function inTextExpression(glob: string): string {
  const parts = partsOf(foldCase(glob));
  const [first, last] = [parts[0], parts.at(-1)];
  const edge = (part: (typeof parts)[number] | undefined): boolean => part !== undefined && !part.mark && IN_WORD.test(part.char);
  const trimmed = bodyOf(glob).replace(/^(?:\.\*)+/, '').replace(/(?:\.\*)+$/, '');
  return `(?s)${edge(first) ? `(?:^|${NOT_WORD})` : ''}${trimmed}${edge(last) ? `(?:${NOT_WORD}|$)` : ''}`;
}

/** The glob that fits exactly this text. */
export function globOf(text: string): string {
  return text.replace(/[*?\\]/g, '\\$&');
}

/** Number of wildcards in a glob. */
export function wildcardsIn(glob: string): number {
  return partsOf(glob).filter(({ mark }) => mark).length;
}

/** True when anything but `*` is in the glob. */
export function saysSomething(glob: string): boolean {
  return partsOf(glob).some(({ mark, char }) => !mark || char === '?');
}

/** The text of a glob without wildcards. */
export function literalOf(glob: string): string {
  return partsOf(glob).map(({ char }) => char).join('');
}
