import {
  categoryUidOf, OCSF_VERSION, OT_EXTENSION, OT_PROFILE, typeUid, type JsonValue, type Metadata, type OcsfEvent, type Product,
} from '@watchfloor/ocsf';
import type { EventBody, ParsedEvent } from '../contract.ts';
import type { Duplicate } from './exact-json.ts';
import type { Fields } from './fields.ts';

/** Time of a record: exact microseconds, and the source's own text. */
export interface RecordTime {
  readonly us: number | undefined;
  readonly text: string | undefined;
}

const OT_PROFILES: readonly string[] = Object.freeze([OT_PROFILE]);
const EXTENSIONS = Object.freeze([OT_EXTENSION]);
const TIME_MISSING: readonly string[] = Object.freeze(['time-missing']);

function metadataOf(product: Product, log: string, ot: boolean, profiles: readonly string[] | undefined, time: RecordTime): Metadata {
  return {
    version: OCSF_VERSION,
    product,
    log_name: log,
    ...(time.text === undefined ? {} : { original_time: time.text }),
    ...(ot ? { profiles: profiles === undefined ? OT_PROFILES : [...profiles, OT_PROFILE], extensions: EXTENSIONS } : {}),
    ...(!ot && profiles !== undefined ? { profiles } : {}),
    ...(time.us === undefined ? { labels: TIME_MISSING } : {}),
  };
}

/**
 * The event around what a parser took: class arithmetic, metadata, time and `unmapped` with every column left. A record
 * without a time gets the time of receipt and the label `time-missing`.
 */
export function assemble(
  product: Product, log: string, time: RecordTime, body: EventBody, fields: Fields, duplicates: readonly Duplicate[], now: number,
): ParsedEvent {
  const timeUs = time.us ?? Math.round(now * 1000);
  const { class_uid, activity_id, severity_id = 1, profiles, ...rest } = body;
  let unmapped = fields.rest();
  if (duplicates.length > 0) unmapped = { ...unmapped, _duplicate_keys: duplicates.map(({ key, value }): JsonValue => ({ key, value })) };
  const event: OcsfEvent = {
    class_uid,
    category_uid: categoryUidOf(class_uid),
    type_uid: typeUid(class_uid, activity_id),
    activity_id,
    severity_id,
    time: Math.floor(timeUs / 1000),
    metadata: metadataOf(product, log, rest.ot !== undefined, profiles, time),
    ...rest,
    ...(unmapped === undefined ? {} : { unmapped }),
  };
  return { ok: true, timeUs, event };
}
