import { notAssessed, notSatisfied, satisfied, some, type EvidenceQuery } from '../evidence-query.ts';

export const accessReviewed: EvidenceQuery = {
  name: 'access-reviewed',
  question: 'Does every auditor have an end date, and does nobody hold access that has ended?',
  needsSensors: false,
  run(facts) {
    const endless = facts.grants.filter((grant) => grant.role === 'auditor' && grant.validUntil === null).map((grant) => grant.username);
    const observations = { grants: facts.grants.length, auditorsWithoutEnd: endless };
    if (facts.grants.length === 0) return notAssessed('nobody has access', observations);
    if (endless.length > 0) return notSatisfied(`auditors without an end date: ${some(endless)}`, observations);
    return satisfied(`${facts.grants.length} grants, each with a role, and every auditor's ends`, observations);
  },
};

export const recordIntact: EvidenceQuery = {
  name: 'record-intact',
  question: 'Is the audit chain unbroken, and does no case ledger miss an entry?',
  needsSensors: false,
  run(facts) {
    const holes = facts.cases.filter((c) => c.ledgerSeqs.some((seq, index) => seq !== index + 1)).map((c) => `#${c.number}`);
    const observations = { auditRows: facts.audit.rows, casesWithHoles: holes };
    if (!facts.audit.intact) return notSatisfied(`the audit chain breaks at entry ${facts.audit.brokenAtSeq}`, observations);
    if (holes.length > 0) return notSatisfied(`ledger entries are missing in ${some(holes)}`, observations);
    if (facts.audit.rows === 0 && facts.cases.length === 0) return notAssessed('nothing was recorded in the period', observations);
    return satisfied(`${facts.audit.rows} audit entries form an unbroken chain; no ledger has a hole`, observations);
  },
};

export const criteriaSet: EvidenceQuery = {
  name: 'criteria-set',
  question: 'Was there a contract with severities, targets and escalation before each case was opened?',
  needsSensors: false,
  run(facts) {
    const first = Math.min(...facts.contracts.map((contract) => contract.createdAt));
    const before = facts.cases.filter((c) => c.openedAt < first).map((c) => `#${c.number}`);
    const observations = { contractVersions: facts.contracts.length, openedBefore: before };
    if (facts.contracts.length === 0) return notSatisfied('no contract is recorded', observations);
    if (before.length > 0) return notSatisfied(`opened before the first contract: ${some(before)}`, observations);
    return satisfied(`${facts.contracts.length} contract versions set the criteria`, observations);
  },
};
