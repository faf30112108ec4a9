import { Refused } from '@watchfloor/core';
import type { z } from 'zod';

/** Input checked against its schema. Throws Refused INVALID_INPUT that names every field that is wrong. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Refused('INVALID_INPUT', parsed.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; '));
}
