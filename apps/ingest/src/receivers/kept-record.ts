import type { JsonValue } from '@watchfloor/ocsf';
import { jsonProblem } from '../lines/json-bounds.ts';
import type { Line } from '../lines/line.ts';
import { HEC_MEMBERS, hecEventLine } from './hec/hec-body.ts';
import { OTLP_MEMBERS, otlpRecordLine } from './otlp/record-line.ts';

type Members = Readonly<Record<string, JsonValue>>;

/**
 * The line of a record that was kept whole because it did not parse: a HEC event or an OTLP record, told by its members and opened by its
 * receiver's own function. Undefined for a line that is neither. What a HEC request said in its address is not in the record.
 */
export function keptRecord(raw: Buffer): Line | undefined {
  const members = membersOf(raw);
  if (members === undefined) return undefined;
  const names = Object.keys(members);
  if (Object.hasOwn(members, 'body') && names.every((name) => OTLP_MEMBERS.has(name))) return otlpRecordLine(members);
  if (!Object.hasOwn(members, 'event') || !names.every((name) => HEC_MEMBERS.has(name))) return undefined;
  try {
    return hecEventLine(raw, 0, {});
  } catch {
    return undefined;
  }
}

function membersOf(raw: Buffer): Members | undefined {
  if (raw[0] !== 0x7b) return undefined;
  const text = raw.toString('utf8');
  if (jsonProblem(text) !== undefined) return undefined;
  try {
    return JSON.parse(text) as Members;
  } catch {
    return undefined;
  }
}
