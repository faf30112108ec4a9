import type { JsonValue } from '@watchfloor/ocsf';

/** OCSF status_id of an outcome that a log writes as true or false: 1 success, 2 failure, undefined where it says neither. */
export function statusOf(outcome: JsonValue | undefined): number | undefined {
  return typeof outcome === 'boolean' ? (outcome ? 1 : 2) : undefined;
}
