const MAX_EXACT_INTEGER = Number.MAX_SAFE_INTEGER;
// Up to 2^52 a decimal of that many units is always told apart from its neighbours by a double.
const MAX_EXACT_DECIMAL = 2 ** 52;

/** Below this a double has fewer digits, down to none: 25e-325 comes to 5e-324. */
export const MIN_NORMAL = 2 ** -1022;

function significantDigits(text: string): string {
  const mantissa = /^[+-]?([\d.]*)/.exec(text)?.[1] ?? '';
  return mantissa.replace('.', '').replace(/^0+/, '').replace(/0+$/, '');
}

/**
 * A number in text as a double when the double keeps it exactly (an integer up to 2^53, a decimal whose shortest form
 * has the same digits), else the text itself. Undefined when the text is no finite decimal number.
 */
export function exactNumber(text: string): number | string | undefined {
  const value = Number(text);
  if (!Number.isFinite(value)) return /^[+-]?\d[\d.]*(?:[eE][+-]?\d+)?$/.test(text) ? text : undefined;
  if (text.trim() === '' || /[xXoObB\s]/.test(text)) return undefined;
  if (/^[+-]?\d+$/.test(text)) return Math.abs(value) <= MAX_EXACT_INTEGER ? value : text;
  const digits = significantDigits(text);
  if (digits === '') return value;
  if (digits.length <= 15 || (digits.length === 16 && Number(digits) <= MAX_EXACT_DECIMAL)) return Math.abs(value) < MIN_NORMAL ? (value !== 0 && significantDigits(String(value)) === digits ? value : text) : value;
  return significantDigits(String(value)) === digits ? value : text;
}
