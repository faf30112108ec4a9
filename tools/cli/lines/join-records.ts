import { MAX_LINE, type Line } from './read-lines.ts';

/** Lines that one record may be spread over; where there are more, each is taken for itself. */
export const MAX_RECORD_LINES = 10_000;

/** A record begun and not ended: whether a line can go on with it, and whether it ends there. */
interface Open {
  /** 'no': the line is not of this record. */
  take(text: string): 'more' | 'end' | 'no';
  readonly joint: string;
}

function openJson(): Open {
  let depth = 0;
  let first = true;
  const scan = (text: string): void => {
    for (let i = 0, quoted = false; i < text.length; i++) {
      const char = text[i];
      if (quoted) {
        if (char === '\\') i++;
        else if (char === '"') quoted = false;
      } else if (char === '"') quoted = true;
      else if (char === '{' || char === '[') depth++;
      else if (char === '}' || char === ']') depth--;
    }
  };
  return {
    joint: ' ', // a line feed between JSON tokens is a blank, and inside of one it is not allowed
    take(text) {
      // What follows is indented or goes on with the object: `{` at the start of a line is the next record.
      if (!first && !/^(?:\s|["}\]]|$)/.test(text)) return 'no';
      first = false;
      scan(text);
      return depth <= 0 ? 'end' : 'more';
    },
  };
}

function openXml(): Open {
  let inside = false;
  return {
    joint: '\n', // values may hold line feeds
    take(text) {
      const starts = /^\s*<Event[\s>]/.test(text);
      if (inside ? starts : !starts && !/^\s*(?:<!--.*-->|<\?xml .*\?>)?\s*$/.test(text)) return 'no';
      inside ||= starts;
      return text.includes('</Event>') ? 'end' : 'more';
    },
  };
}

function opening(text: string): Open | undefined {
  const start = /^\s*(\{|<Event[\s>]|<!--|<\?xml )/.exec(text)?.[1];
  if (start === undefined) return undefined;
  if (start === '{') return /\}\s*,?\s*$/.test(text) ? undefined : openJson();
  return text.includes('</Event>') ? undefined : openXml();
}

/** Lines that only stand around the records of an array or an XML list. */
const AROUND = /^\s*(?:[[\],]|<\/?Events>)\s*$/;

/**
 * Puts records that are printed over several lines (indented JSON, alone or in an array; Windows event XML) on one line each;
 * every other line stays as it is. Where a record is not ended as it began, its lines are given one by one, so that a cut
 * record takes no other with it. Holds at most MAX_LINE characters and MAX_RECORD_LINES lines.
 */
export async function* joinRecords(lines: AsyncIterable<Line>): AsyncGenerator<Line> {
  let held: string[] = [];
  let size = 0;
  let open: Open | undefined;
  const letGo = (): Line[] => {
    const single = held.map((text) => ({ text }));
    held = [];
    size = 0;
    open = undefined;
    return single;
  };
  for await (const line of lines) {
    if (!('text' in line)) {
      yield* letGo();
      yield line;
      continue;
    }
    const text = line.text.replace(/\r$/, '');
    let step = open?.take(text);
    if (step === 'no' || held.length >= MAX_RECORD_LINES || size + text.length > MAX_LINE) {
      yield* letGo();
      step = undefined;
    }
    if (open === undefined) {
      open = opening(text);
      if (open === undefined) {
        if (!AROUND.test(text)) yield { text: /^\s*\{.*\}\s*,\s*$/.test(text) ? text.replace(/,\s*$/, '') : line.text };
        continue;
      }
      step = open.take(text);
    }
    held.push(text);
    size += text.length + 1;
    if (step === 'end') {
      yield { text: held.join(open.joint).trim().replace(/\},$/, '}') };
      letGo();
    }
  }
  yield* letGo();
}
