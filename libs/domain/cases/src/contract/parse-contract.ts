import { Refused } from '@watchfloor/core';
import type { z } from 'zod';
import { contractSchema, slaContractSchema, type Contract, type SlaContract } from './contract-schema.ts';
import { findClockProblems, findReferenceProblems } from './find-reference-problems.ts';

/**
 * Checks a contract document and fills in its defaults; calendars without a time zone take the contract's. Throws Refused
 * INVALID_INPUT with every problem at once, one a line, each with the path to it
 * (`escalation.high.steps[0].targets[1].id: …`).
 */
export function parseContract(document: unknown): Contract {
  return parse(contractSchema, document, findReferenceProblems);
}

/** Reads only what clocks need: calendars and SLA. Refuses as `parseContract` does. */
export function parseSlaContract(document: unknown): SlaContract {
  return parse(slaContractSchema, document, findClockProblems);
}

function parse<S extends z.ZodType>(schema: S, document: unknown, findProblems: (contract: z.infer<S>) => string[]): z.infer<S> {
  const parsed = schema.safeParse(withTimeZones(document));
  if (!parsed.success) throw refusal(parsed.error.issues.map((issue) => `${readablePath(issue.path)}: ${issue.message}`));
  const problems = findProblems(parsed.data);
  if (problems.length > 0) throw refusal(problems);
  return parsed.data;
}

function refusal(problems: readonly string[]): Refused {
  return new Refused('INVALID_INPUT', `the contract has ${problems.length} problem${problems.length === 1 ? '' : 's'}:\n${problems.join('\n')}`);
}

function readablePath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'contract';
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`)).join('');
}

/** The document with the contract's own time zone in each weekly calendar that names none. */
function withTimeZones(document: unknown): unknown {
  if (!isRecord(document) || !isRecord(document['calendars']) || document['timeZone'] === undefined) return document;
  const { timeZone } = document;
  const calendars = Object.entries(document['calendars']).map(([name, calendar]) => [name, isRecord(calendar) && calendar['kind'] === 'weekly' ? { timeZone, ...calendar } : calendar]);
  return { ...document, calendars: Object.fromEntries(calendars) as unknown };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
