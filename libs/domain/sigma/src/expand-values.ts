import { ANY_RUN, literalOf, parsePattern, type Pattern, type Token } from './pattern.ts';
import { SigmaProblem, type DetectionItem, type SigmaScalar } from './rule.ts';

const DASHES = ['-', '/', '\u2013', '\u2014', '\u2015'];
/** Sigma's own form: a dash or slash that begins a word. */
const WORD_DASH = /\B[-/]\b/g;
const MAX_VARIANTS = 625;
const WIDE: Record<string, BufferEncoding> = { wide: 'utf16le', utf16le: 'utf16le', utf16be: 'utf16le', utf16: 'utf16le' };

/** Modifiers that rewrite the text that is looked for; the others say how to compare. */
export const VALUE_MODIFIERS = new Set(['contains', 'startswith', 'endswith', 'windash', 'base64', 'base64offset', ...Object.keys(WIDE)]);

/** All patterns that one value stands for once its modifiers are applied in order. Throws SigmaProblem. */
export function expandValue(item: DetectionItem, value: SigmaScalar): readonly Pattern[] {
  let patterns: readonly Pattern[] = [parsePattern(String(value))];
  // Once encoded, a value is bytes, one per character.
  let binary = false;
  for (const modifier of item.modifiers) {
    if (modifier === 'contains') patterns = patterns.map((pattern) => join([ANY_RUN, ...pattern, ANY_RUN]));
    else if (modifier === 'startswith') patterns = patterns.map((pattern) => join([...pattern, ANY_RUN]));
    else if (modifier === 'endswith') patterns = patterns.map((pattern) => join([ANY_RUN, ...pattern]));
    else if (modifier === 'windash') patterns = patterns.flatMap((pattern) => withDashes(pattern, item.line));
    else if (modifier in WIDE) {
      patterns = patterns.map((pattern) => [toWide(modifier, plain(pattern, item)).toString('latin1')]);
      binary = true;
    } else if (modifier === 'base64') patterns = patterns.map((pattern) => [toBytes(plain(pattern, item), binary).toString('base64')]);
    else if (modifier === 'base64offset') patterns = patterns.flatMap((pattern) => base64AtOffsets(toBytes(plain(pattern, item), binary)).map((text): Pattern => [text]));
  }
  return patterns;
}

function join(tokens: readonly Token[]): Pattern {
  return tokens.filter((token, i) => !(token === ANY_RUN && tokens[i - 1] === ANY_RUN));
}

function plain(pattern: Pattern, item: DetectionItem): string {
  const text = literalOf(pattern);
  if (text === undefined) throw new SigmaProblem(item.line, `'${item.field ?? 'keyword'}': encoding modifiers take no wildcards and come before contains`);
  return text;
}

function toBytes(text: string, binary: boolean): Buffer {
  return Buffer.from(text, binary ? 'latin1' : 'utf8');
}

function toWide(modifier: string, text: string): Buffer {
  const little = Buffer.from(text, WIDE[modifier]);
  if (modifier === 'utf16be') return little.swap16();
  return modifier === 'utf16' ? Buffer.concat([Buffer.from([0xff, 0xfe]), little]) : little;
}

/** The base64 characters that the bytes alone decide, for each of the three places they may start in a longer text. */
function base64AtOffsets(bytes: Buffer): string[] {
  const starts = [0, 2, 3];
  const cuts = [0, 3, 2];
  return starts.map((start, offset) => {
    const text = Buffer.concat([Buffer.alloc(offset, 0x20), bytes]).toString('base64');
    return text.slice(start, text.length - (cuts[(bytes.length + offset) % 3] ?? 0));
  });
}

function withDashes(pattern: Pattern, line: number): Pattern[] {
  let variants: Token[][] = [[]];
  for (const token of pattern) {
    const texts: Token[] = typeof token === 'string' ? dashVariants(token) : [token];
    variants = variants.flatMap((variant) => texts.map((text): Token[] => [...variant, text]));
    if (variants.length > MAX_VARIANTS) throw new SigmaProblem(line, `windash gives more than ${MAX_VARIANTS} variants`);
  }
  return variants;
}

function dashVariants(text: string): string[] {
  let variants = [''];
  let from = 0;
  for (const { index } of text.matchAll(WORD_DASH)) {
    const before = text.slice(from, index);
    variants = variants.flatMap((variant) => DASHES.map((dash) => variant + before + dash));
    if (variants.length > MAX_VARIANTS) return variants;
    from = index + 1;
  }
  return variants.map((variant) => variant + text.slice(from));
}
