import type { Random } from '../../simulator/random.ts';

const HOSTILE = ['"', '\\', '{', '[', ',', ':', '\t', '|', '=', 'null', '-1', '1e999', '9007199254740993', '#', '\u0000', '\ud800', '"__proto__":', '":', 'é', '\u2028', '<134>', ' '.repeat(300), '['.repeat(200), '9'.repeat(400)];
const MOST_EDITS = 4;

/** A real line with parts cut, repeated, replaced by parts of another, or by what parsers trip over. */
export function mutate(random: Random, lines: readonly string[]): string {
  let text = random.pick(lines);
  for (let edits = random.between(0, MOST_EDITS); edits > 0; edits -= 1) {
    const at = random.between(0, text.length);
    const length = random.between(0, 60);
    const other = random.pick(lines);
    const from = random.between(0, other.length);
    const put = [other.slice(from, from + length), random.pick(HOSTILE), '', String.fromCharCode(random.between(0, 0xffff)), text.slice(at, at + length).repeat(2)];
    text = text.slice(0, at) + random.pick(put) + text.slice(at + (random.chance(0.5) ? length : 0));
  }
  return text;
}
