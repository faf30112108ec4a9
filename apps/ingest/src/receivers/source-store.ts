import { openSource, type LineParser } from '@watchfloor/parsers';
import type { Intake } from '../intake.ts';
import type { SensorIdentity } from '../sensor-directory.ts';
import type { PlacedLine } from './line-cutter.ts';
import type { SourceSettings } from './source-settings.ts';

/** A parser of one file or object: the header of a TSV log counts for the lines after it. */
export function sourceParser(identity: SensorIdentity, settings: SourceSettings): LineParser {
  return openSource(settings.source ?? identity.sensor.source, { timeZone: identity.timeZone, now: Date.now(), ...(settings.log === undefined ? {} : { log: settings.log }) });
}

/**
 * Stores lines of a file or object and resolves when they are committed. Ids are made of the stream's name and each line's offset, so
 * that lines which are read again, in whatever batches, are the same events.
 */
export async function storePlaced(intake: Intake, to: { readonly identity: SensorIdentity; readonly receiver: string; readonly stream: string; readonly parser: LineParser; readonly mayRepeat: boolean }, placed: readonly PlacedLine[]): Promise<void> {
  const [first] = placed;
  if (!first) return;
  const lines = placed.map(({ line, offset }) => ({ ...line, key: `${to.stream}:${offset}` }));
  const bytes = lines.reduce((sum, line) => sum + line.bytes.length, 0);
  const { identity, receiver, parser, mayRepeat } = to;
  await intake.accept({ identity, receiver, batchId: `${to.stream}:${first.offset}`, lines, bytes, receivedAtMs: Date.now(), deadlineMs: undefined, mayRepeat, parser });
}
