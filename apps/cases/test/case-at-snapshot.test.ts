import { CaseMachine, type LedgerEvent } from '@watchfloor/cases';
import { compilePolicy } from '@watchfloor/cases/compile';
import { parseContract } from '@watchfloor/cases/contract';
import type { Case, CaseLedgerEntry } from '@watchfloor/postgres';
import { describe, expect, it } from 'vitest';
import { caseAtSnapshot } from '../src/activities/evidence/case-at-snapshot.ts';
import { sampleContract } from './stage/sample-contract.ts';

const AT = Date.UTC(2026, 10, 23, 12);
const ANA = { kind: 'person' as const, id: 'ana', name: 'ana', org: 'provider' as const, roles: ['analyst'] };

describe('a case in an evidence package', () => {
  it('shows the customer that there is an internal entry, and not what it says or whose it is', () => {
    const policy = compilePolicy(parseContract(sampleContract('https://hooks.example/leo')), AT);
    const machine = CaseMachine.open({ tenantId: 't', caseId: 'c', groupKey: 'g', detectionId: 'd', title: 'Write', summary: '', severity: 'high', techniques: [], findings: [{ id: 'f', timeMs: AT, severityId: 4, title: 'Write' }], openedAt: AT, policy });
    for (const [key, visibility] of [['a', 'internal'], ['b', 'customer']] as const) {
      machine.apply({ key, by: ANA, receivedAt: AT + 1, command: { type: 'comment', body: `${visibility} words`, visibility } }, AT + 1);
    }
    const ledger = machine.drain().map((event: LedgerEvent) => ({ ...event, tenantId: 't', caseId: 'c', at: new Date(event.at), recordedAt: new Date(event.recordedAt) }) as unknown as CaseLedgerEntry);
    const found = caseAtSnapshot({ id: 'c', number: 1, state: machine.state } as unknown as Case, ledger, AT + 1_000);
    const comments = (found?.document['ledger'] as { type: string }[]).filter((row) => row.type === 'case.commented');
    expect(comments).toMatchObject([{ visibility: 'internal' }, { actor: { name: 'ana' }, data: { body: 'customer words' } }]);
    expect(comments[0]).not.toHaveProperty('actor');
    expect(JSON.stringify(found?.document)).not.toContain('internal words');
  });
});
