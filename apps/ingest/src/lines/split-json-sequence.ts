import { Refused } from '@watchfloor/core';
import { endOfString, MAX_LINES } from './split-body.ts';

const QUOTE = 34;
const SPACE = new Set([9, 10, 13, 32]);

/**
 * The JSON objects that stand one after the other in a body, with or without white space between them, each with its own bytes. Throws Refused
 * INVALID_INPUT where something else stands between them or the last does not end, TOO_LARGE past MAX_LINES.
 */
export function splitJsonSequence(body: Buffer): Buffer[] {
  const objects: Buffer[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (depth === 0) {
      if (SPACE.has(byte)) continue;
      if (byte !== 123) throw new Refused('INVALID_INPUT', `no JSON object at byte ${at} of the body`);
      if (objects.length >= MAX_LINES) throw new Refused('TOO_LARGE', `a body may have ${MAX_LINES} events: send smaller batches`);
      start = at;
      depth = 1;
    } else if (byte === QUOTE) at = endOfString(body, at);
    else if (byte === 123) depth += 1;
    else if (byte === 125) {
      depth -= 1;
      if (depth === 0) objects.push(body.subarray(start, at + 1));
    }
  }
  if (depth > 0) throw new Refused('INVALID_INPUT', 'the last JSON object does not end: was it cut off?');
  return objects;
}
