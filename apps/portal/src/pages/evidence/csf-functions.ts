/** Functions of NIST CSF 2.0 in its own order. */
export const FUNCTIONS: readonly string[] = ['Govern', 'Identify', 'Protect', 'Detect', 'Respond', 'Recover'];

const CODES: Readonly<Record<string, string>> = { GV: 'Govern', ID: 'Identify', PR: 'Protect', DE: 'Detect', RS: 'Respond', RC: 'Recover' };

/** A function's name for its code or name; anything else stays as it is. */
export function functionName(given: string): string {
  return CODES[given.toUpperCase()] ?? FUNCTIONS.find((name) => name.toLowerCase() === given.toLowerCase()) ?? given;
}
