import { wholeValueExpression } from './patterns.ts';

/** The id that stands for 'none' in a stored row. */
export const NIL_ID = '00000000-0000-0000-0000-000000000000';

/** As `wholeValueExpression`, for an attribute: text that looks like JSON is stored in quotes. */
export function quotableExpression(glob: string): string {
  return wholeValueExpression(glob).replace('^', '^"?').replace(/\$$/, '"?$');
}

/** RE2 expression of the attributes that are numbers: JSON numbers and quoted ones, at most 15 digits before the point. */
export const NUMBER_EXPRESSION = '^"?-?[0-9]{1,15}(\\.[0-9]{1,6})?"?$';
