/**
 * The members of a JSON object as they are written, by name: numbers keep their digits, which parsing would round. Only for text that
 * `JSON.parse` has accepted as an object. The last of several members of one name counts, as there.
 */
export function jsonMembers(text: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  let name: string | undefined;
  let start = -1;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      const end = endOfString(text, at);
      if (depth === 1 && name === undefined) name = JSON.parse(text.slice(at, end + 1)) as string;
      at = end;
    } else if (code === 58 && depth === 1 && start === -1) start = at + 1;
    else if (code === 123 || code === 91) depth += 1;
    else if (code === 125 || code === 93 || (code === 44 && depth === 1)) {
      if (depth === 1 && name !== undefined) {
        members.set(name, text.slice(start, at).trim());
        name = undefined;
        start = -1;
      }
      if (code !== 44) depth -= 1;
    }
  }
  return members;
}

function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === 34) return at;
  }
  return text.length;
}
