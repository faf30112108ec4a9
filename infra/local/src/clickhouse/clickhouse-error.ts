/** An error with ClickHouse's own code and text, as its HTTP interface answers it. */
export class ClickHouseError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'ClickHouseError';
    this.code = code;
  }
}

/** Builds the text that the engine itself would give. */
export function engineError(code: number, type: string, detail: string): ClickHouseError {
  return new ClickHouseError(code, `Code: ${code}. DB::Exception: ${detail} (${type})`);
}

/** Reads code and text out of whatever chdb threw. Code 1002 (UNKNOWN_EXCEPTION) when there is none. */
export function toClickHouseError(error: unknown): ClickHouseError {
  if (error instanceof ClickHouseError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = /Code: (\d+)\./.exec(message)?.[1];
  if (code !== undefined) return new ClickHouseError(Number(code), message);
  return engineError(1002, 'UNKNOWN_EXCEPTION', message);
}

// ClickHouse, src/Server/HTTP/exceptionCodeToHTTPStatus.cpp: which codes are not a plain 500.
const STATUS: Readonly<Record<number, number>> = {
  6: 400, 20: 400, 26: 400, 27: 400, 33: 400, 36: 400, 38: 400, 41: 400, 42: 400, 43: 400, 44: 400, 53: 400, 62: 400, 69: 400, 70: 400, 72: 400, 115: 404, 117: 400, 130: 400, 131: 400, 349: 400, 456: 400, 457: 400,
  16: 404, 46: 404, 47: 404, 50: 404, 60: 404, 73: 404, 81: 404, 48: 501, 159: 408, 160: 408, 202: 503, 516: 403, 164: 403, 497: 403,
};

/** HTTP status for an engine code. */
export function statusOf(code: number): number {
  return STATUS[code] ?? 500;
}
