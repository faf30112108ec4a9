import type { ParsedEvent } from '@watchfloor/parsers';
import type { Line } from './lines/line.ts';

/** The event with what the protocol said of its line under `unmapped.envelope`; a column of that name in the line itself is not touched. */
export function withEnvelope(parsed: ParsedEvent, { envelope }: Line): ParsedEvent {
  if (envelope === undefined || (parsed.event.unmapped !== undefined && Object.hasOwn(parsed.event.unmapped, 'envelope'))) return parsed;
  return { ...parsed, event: { ...parsed.event, unmapped: { ...parsed.event.unmapped, envelope } } };
}
