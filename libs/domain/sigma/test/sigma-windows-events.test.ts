import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRuleSet, flattenRecord, loadSigmaRules, readJsonValues, recordFields, type LogRecord } from '../src/index.ts';

// Public rules and recorded Windows events with third-party answers; not part of the repository.
const data = process.env['WF_SHARED_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data');
const folder = join(data, 'sigma');

interface Expected {
  readonly evaluated_rules: readonly string[];
  readonly events: readonly { readonly case: string; readonly index: number; readonly matches: readonly string[] }[];
}

describe('public Sigma rules on recorded Windows events', () => {
  it.skipIf(!existsSync(folder))('match exactly the pairs that pySigma matches', () => {
    const expected = JSON.parse(readFileSync(join(folder, 'expected-matrix.json'), 'utf8')) as Expected;
    const evaluated = new Set(expected.evaluated_rules);
    const loaded = loadSigmaRules([{ name: 'rules.yml', text: readFileSync(join(folder, 'rules.yml'), 'utf8') }], recordFields);
    expect(loaded.refused.filter((rule) => !rule.reason.includes('placeholders'))).toEqual([]);
    const rules = createRuleSet(loaded.compiled.filter(({ rule }) => evaluated.has(rule.id)), recordFields);
    const wrong: string[] = [];
    for (const event of expected.events) {
      const records = [...readJsonValues(readFileSync(join(folder, 'cases', `${event.case}.json`), 'utf8'))];
      const found = rules.match(flattenRecord(records[event.index] as LogRecord)).map((match) => match.rule.id);
      if (JSON.stringify([...found].sort()) !== JSON.stringify([...event.matches].sort())) wrong.push(`${event.case}[${event.index}]: ${found.join(' ')}`);
    }
    expect(wrong).toEqual([]);
  });
});
