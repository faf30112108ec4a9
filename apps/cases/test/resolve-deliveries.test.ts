import type { EscalationStepData } from '@watchfloor/cases';
import { parseContract } from '@watchfloor/cases/contract';
import { describe, expect, it } from 'vitest';
import { whyStranded } from '../src/activities/escalation-audit.ts';
import { resolveDeliveries } from '../src/notices/resolve-deliveries.ts';
import { sampleContract } from './stage/sample-contract.ts';

const HOOK = 'https://hooks.example/leo';
const AT = Date.UTC(2026, 10, 23, 12);
const contract = parseContract({
  ...sampleContract(HOOK),
  onCall: {
    duty: { timeZone: 'Europe/Rome', rotation: ['ana'], handover: { weekday: 1, time: '08:00' }, overrides: [{ from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z', personId: 'leo' }] },
    empty: { timeZone: 'Europe/Rome', rotation: [], handover: { weekday: 1, time: '08:00' } },
  },
  webhook: { url: 'https://customer.example/soc', secretRef: 'main' },
});
const step = (targets: EscalationStepData['targets'], over: Partial<EscalationStepData> = {}): EscalationStepData => ({
  chain: 1, round: 1, step: 0, targets, outsideHours: [], channels: [], important: false, lastResort: false, dueAt: AT, late: false, missed: 0, nextAt: AT + 300_000, ...over,
});
const told = (one: EscalationStepData, at = AT) => resolveDeliveries(contract, 'case-1', one, at).map(({ channel, recipient }) => `${recipient.id} by ${channel}`);

describe('who is told of a step', () => {
  it('is the person on duty when it is sent, overrides before rotation', () => {
    expect(told(step([{ kind: 'on_call', id: 'duty' }]))).toEqual(['ana by email']);
    expect(told(step([{ kind: 'on_call', id: 'duty' }], { channels: ['email'] }), Date.UTC(2026, 10, 24, 12))).toEqual(['leo by email']);
  });

  it('is everyone with a role, by every channel they have', () => {
    expect(told(step([{ kind: 'role', id: 'lead' }]))).toEqual(['leo by email', 'leo by webhook']);
  });

  it('is nobody twice: the same person by two targets gets one notice a channel', () => {
    expect(told(step([{ kind: 'role', id: 'analyst' }, { kind: 'person', id: 'ana' }]))).toEqual(['ana by email']);
  });

  it('is reached by another channel when the wanted one is missing, rather than not at all', () => {
    expect(told(step([{ kind: 'person', id: 'ana' }], { channels: ['webhook'] }))).toEqual(['ana by email']);
  });

  it('can be a system of the customer', () => {
    expect(told(step([{ kind: 'channel', id: 'webhook' }]))).toEqual(['channel:webhook by webhook']);
  });

  it('is nobody for an empty rota, an unknown role or an unknown schedule: the machine then goes on at once', () => {
    expect(told(step([{ kind: 'on_call', id: 'empty' }, { kind: 'role', id: 'nobody' }, { kind: 'on_call', id: 'gone' }]))).toEqual([]);
  });

  it('keeps a key over retries and changes it with case, round, step, recipient and channel', () => {
    const keys = (caseId: string, one: EscalationStepData) => resolveDeliveries(contract, caseId, one, AT).map((delivery) => delivery.key);
    const lead = step([{ kind: 'role', id: 'lead' }]);
    expect(keys('case-1', lead)).toEqual(keys('case-1', lead));
    const all = [lead, { ...lead, round: 2 }, { ...lead, step: 1 }].flatMap((one) => [...keys('case-1', one), ...keys('case-2', one)]);
    expect(new Set(all).size).toBe(12);
  });
});

describe('the audit of escalations', () => {
  const now = AT;
  const row = (nextAt: number | null, acknowledged = false, silencedUntil: number | null = null) => ({
    escalation: { active: true, round: 1, step: 0, nextAt: nextAt === null ? null : new Date(nextAt).toISOString(), silencedUntil: silencedUntil === null ? null : new Date(silencedUntil).toISOString(), acknowledged },
  });

  it('lists an unacknowledged case without a next step, or with one that is long overdue, and no other', () => {
    expect(whyStranded(row(null), now)).toBe('no next step');
    expect(whyStranded(row(now - 3_600_000), now)).toBe('next step is overdue');
    expect(whyStranded(row(now + 1), now)).toBeUndefined();
    expect(whyStranded(row(null, true), now)).toBeUndefined();
    expect(whyStranded(row(null, false, now + 60_000), now)).toBeUndefined();
  });
});
