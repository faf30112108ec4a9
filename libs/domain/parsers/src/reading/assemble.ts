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

/** What stands around the body of an event. */
export interface Surroundings {
  readonly product: Product;
  readonly log: string;
  readonly time: RecordTime;
  readonly duplicates: readonly Duplicate[];
  /** Epoch milliseconds, for a record without a time. */
  readonly now: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function metadataOf({ product, log, time }: Surroundings, ot: boolean, profiles: readonly string[] | undefined): Metadata {
  const metadata: Mutable<Metadata> = { version: OCSF_VERSION, product, log_name: log };
  if (time.text !== undefined) metadata.original_time = time.text;
  if (ot) {
    metadata.profiles = profiles === undefined ? OT_PROFILES : [...profiles, OT_PROFILE];
    metadata.extensions = EXTENSIONS;
  } else if (profiles !== undefined) metadata.profiles = profiles;
  if (time.us === undefined) metadata.labels = TIME_MISSING;
  return metadata;
}

/**
 * The event around what a parser took: class arithmetic, metadata, time and `unmapped` with every column left. A record
 * without a time gets the time of receipt and the label `time-missing`.
 */
export function assemble(around: Surroundings, body: EventBody, fields: Fields): ParsedEvent {
  const timeUs = around.time.us ?? Math.round(around.now * 1000);
  const { class_uid, activity_id, severity_id = 1, profiles } = body;
  const event: Mutable<OcsfEvent> = {
    class_uid,
    category_uid: categoryUidOf(class_uid),
    type_uid: typeUid(class_uid, activity_id),
    activity_id,
    severity_id,
    time: Math.floor(timeUs / 1000),
    metadata: metadataOf(around, body.ot !== undefined, profiles),
  };
  // All of the body at once: a rest pattern would copy it twice.
  Object.assign(event, body);
  event.severity_id = severity_id;
  if ('profiles' in event) delete (event as { profiles?: unknown }).profiles;
  let unmapped = fields.rest();
  if (around.duplicates.length > 0) unmapped = { ...unmapped, _duplicate_keys: around.duplicates.map(({ key, value }): JsonValue => ({ key, value })) };
  if (unmapped !== undefined) event.unmapped = unmapped;
  return { ok: true, timeUs, event };
}
