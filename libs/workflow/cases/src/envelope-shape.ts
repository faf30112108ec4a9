import type { Envelope } from '@watchfloor/cases';
import { Refused } from '@watchfloor/core';

/** Refuses what is not an envelope at all: unsealed payloads arrive as null. The case's rules check the rest. */
export function requireEnvelope(value: unknown): asserts value is Envelope {
  const given = isRecord(value) ? value : {};
  const { key, by, receivedAt, command } = given;
  const whole = typeof key === 'string' && key !== '' && isRecord(by) && typeof by['id'] === 'string' && typeof receivedAt === 'number' && isRecord(command) && typeof command['type'] === 'string';
  if (!whole) throw new Refused('INVALID_INPUT', 'not a command');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
