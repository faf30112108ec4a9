import type { CaseFact, EvidenceFacts } from '../src/index.ts';

const DAY = 86_400_000;
export const FROM = Date.UTC(2026, 10, 1);
const SITE = 'site-1';

export const CASE: CaseFact = {
  id: 'case-1', number: 1, severity: 'high', status: 'closed', verdict: 'true_positive', techniques: ['T0836'], openedAt: FROM + DAY, acknowledgedAt: FROM + DAY + 600_000, resolvedAt: FROM + 2 * DAY,
  findingIds: ['finding-1'],
  clocks: [{ name: 'acknowledge', state: 'met', dueAt: FROM + DAY + 1_800_000, stoppedAt: FROM + DAY + 600_000, breachedAt: null }],
  ledgerSeqs: [1, 2, 3], escalationSteps: 1, noticesDelivered: 1,
};

/** A month in which everything went well; tests change one thing at a time. */
export function goodMonth(change: Partial<EvidenceFacts> = {}): EvidenceFacts {
  return {
    tenant: { id: '11111111-1111-8111-8111-111111111111', slug: 'aqua', name: 'Aqua <Utility>' },
    period: { from: FROM, to: FROM + 30 * DAY },
    snapshotAt: FROM + 30 * DAY,
    sites: [{ id: SITE, name: 'Plant' }],
    zones: [{ id: 'z1', siteId: SITE, name: 'Control', purdueLevel: 1 }, { id: 'z2', siteId: SITE, name: 'Supervision', purdueLevel: 2 }],
    conduits: [{ id: 'c1', siteId: SITE }],
    assets: [{ id: 'a1', siteId: SITE, name: 'PLC-1', purdueLevel: 1, critical: true }],
    unmanagedDevices: [],
    sensors: [{ id: 's1', name: 'tap-1', siteId: SITE, cadenceSeconds: 300, createdAt: FROM - DAY, disabledAt: null }],
    gaps: [],
    eventCounts: [{ siteId: SITE, classUid: 4001, events: 1000 }],
    unparsedLines: 2,
    grants: [{ username: 'aude', role: 'auditor', validUntil: FROM + 60 * DAY, periodTo: FROM + 30 * DAY }],
    contracts: [{ version: 1, createdAt: FROM - DAY }],
    findings: [{ id: 'finding-1', detectionId: 'modbus-write', time: FROM + DAY, severityId: 4, eventIds: ['e1'] }],
    cases: [CASE],
    audit: { rows: 5, intact: true, brokenAtSeq: null },
    ...change,
  };
}
