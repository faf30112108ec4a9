/** Functions of NIST CSF 2.0 in its own order. */
export const FUNCTIONS: readonly string[] = ['Govern', 'Identify', 'Protect', 'Detect', 'Respond', 'Recover'];

const CODES: Readonly<Record<string, string>> = { GV: 'Govern', ID: 'Identify', PR: 'Protect', DE: 'Detect', RS: 'Respond', RC: 'Recover' };

/** The function that a control's group names, given as a code, a name, or 'Function: category'; anything else stays as it is. */
export function functionName(given: string): string {
  const [first = ''] = given.split(': ');
  return CODES[first.toUpperCase()] ?? FUNCTIONS.find((name) => name.toLowerCase() === first.toLowerCase()) ?? first;
}

/** The category after the function: 'Identify: Assets' → 'Assets'; empty where none is named. */
export function categoryName(given: string): string {
  return given.split(': ').slice(1).join(': ');
}
