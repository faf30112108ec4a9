import { Refused } from '@watchfloor/core';
import { contractSchema, type Contract } from './contract-schema.ts';
import { findReferenceProblems } from './find-reference-problems.ts';

/**
 * Checks a contract document and fills in its defaults. Throws Refused INVALID_INPUT with every problem at once, one a
 * line, each with the path to it (`escalation.high.steps[0].targets[1].id: …`).
 */
export function parseContract(document: unknown): Contract {
  const parsed = contractSchema.safeParse(document);
  if (!parsed.success) {
    throw refusal(parsed.error.issues.map((issue) => `${readablePath(issue.path)}: ${issue.message}`));
  }
  const problems = findReferenceProblems(parsed.data);
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
