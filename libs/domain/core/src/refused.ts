/**
 * The closed list of expected refusals, with the HTTP status each maps to. Anything that is thrown and is not
 * a `Refused` is a bug: it is logged with a trace id and answered 'internal error'.
 */
export const REFUSAL_HTTP_STATUS = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  TIMEOUT: 408,
  CONFLICT: 409,
  EXPIRED: 410,
  TOO_LARGE: 413,
  UNSUPPORTED: 415,
  QUOTA_EXCEEDED: 429,
  TOO_EXPENSIVE: 422,
  FOUR_EYES: 403,
  UNAVAILABLE: 503,
} as const;

export type RefusalCode = keyof typeof REFUSAL_HTTP_STATUS;

/**
 * An expected outcome that the caller must act on. `detail` says what is wrong and what to do about it, and is
 * shown to people: no secret and nothing of another tenant belongs in it.
 */
export class Refused extends Error {
  readonly code: RefusalCode;
  /** Seconds after which a retry may succeed; only with QUOTA_EXCEEDED and UNAVAILABLE. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: RefusalCode, detail: string, retryAfterSeconds?: number) {
    super(detail);
    this.name = 'Refused';
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** HTTP status for a refusal. */
export function httpStatusOf(code: RefusalCode): number {
  return REFUSAL_HTTP_STATUS[code];
}

/** Narrows a failure type name that travelled through Temporal back to a refusal code. */
export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSAL_HTTP_STATUS, code);
}
