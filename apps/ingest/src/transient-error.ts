/**
 * ClickHouse error codes that no retry changes: the rows or the schema are wrong (ErrorCodes.cpp). Everything else, an engine that
 * is away, full, busy or restarting, may pass.
 */
const PERMANENT = new Set(['6', '16', '20', '26', '27', '33', '38', '41', '44', '53', '62', '69', '70', '72', '117', '131', '349']);

/** True when the same insert may succeed later. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof TypeError || error instanceof RangeError) return false;
  return !('code' in error && PERMANENT.has(String(error.code)));
}
