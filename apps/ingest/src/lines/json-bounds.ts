/** Deepest nesting of a JSON line that is parsed. */
export const MAX_DEPTH = 64;
/** Most keys of a JSON line that is parsed. */
export const MAX_KEYS = 10_000;

/** Brackets that open in a text, in its strings too; counting ends above `most`. */
function openings(line: string, bracket: string, most: number): number {
  let count = 0;
  for (let at = line.indexOf(bracket); at !== -1 && count <= most; at = line.indexOf(bracket, at + 1)) count += 1;
  return count;
}

/** Why a JSON line must not be parsed: nested too deeply or too many keys; undefined for a line within bounds or no JSON. Reads each character at most three times. */
export function jsonProblem(line: string, maxKeys = MAX_KEYS): string | undefined {
  const first = line.charCodeAt(0);
  if (first !== 123 && first !== 91) return undefined;
  // The usual line is within both bounds whatever it says: too short for the keys, too few brackets for the depth.
  if (line.length <= maxKeys && openings(line, '{', MAX_DEPTH) + openings(line, '[', MAX_DEPTH) <= MAX_DEPTH) return undefined;
  let depth = 0;
  let keys = 0;
  for (let at = 0; at < line.length; at += 1) {
    switch (line.charCodeAt(at)) {
      case 34:
        for (at += 1; at < line.length && line.charCodeAt(at) !== 34; at += 1) if (line.charCodeAt(at) === 92) at += 1;
        break;
      case 58:
        keys += 1;
        break;
      case 91:
      case 123:
        depth += 1;
        if (depth > MAX_DEPTH) return `JSON nested more than ${MAX_DEPTH} deep`;
        break;
      case 93:
      case 125:
        depth -= 1;
        break;
      default:
    }
  }
  return keys > maxKeys ? `JSON with more than ${maxKeys} keys` : undefined;
}
