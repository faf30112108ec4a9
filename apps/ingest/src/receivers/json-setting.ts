import { z } from 'zod';

/** A setting that is JSON text: parsed, then checked. */
export function jsonSetting<T extends z.ZodType>(schema: T) {
  return z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: `not JSON: ${error instanceof Error ? error.message : String(error)}` });
      return z.NEVER;
    }
  }).pipe(schema);
}
