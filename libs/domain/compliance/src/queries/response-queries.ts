import { notAssessed, notSatisfied, satisfied, some, type EvidenceQuery } from '../evidence-query.ts';
import type { CaseFact } from '../facts.ts';

const label = (c: CaseFact): string => `#${c.number}`;
const NO_CASES = 'no case was opened in the period';
/** OCSF severity_id of Medium: from here on a finding must become a case. */
const MEDIUM = 3;

export const findingsAnalysed: EvidenceQuery = {
  name: 'findings-analysed',
  question: 'Did every finding of medium severity or more reach a case?',
  needsSensors: true,
  run(facts) {
    const cased = new Set(facts.cases.flatMap((c) => c.findingIds));
    const relevant = facts.findings.filter((finding) => finding.severityId >= MEDIUM);
    const lost = relevant.filter((finding) => !cased.has(finding.id)).map((finding) => finding.id);
    const observations = { findings: relevant.length, withoutCase: lost };
    if (relevant.length === 0) return notAssessed('no finding of medium severity or more in the period', observations);
    if (lost.length > 0) return notSatisfied(`${lost.length} findings are in no case: ${some(lost, 3)}`, observations);
    return satisfied(`all ${relevant.length} findings are in cases`, observations);
  },
};

export const findingsCorrelated: EvidenceQuery = {
  name: 'findings-correlated',
  question: 'Does every case hold its findings, and each finding the events it was derived from?',
  needsSensors: false,
  run(facts) {
    const bare = facts.cases.filter((c) => c.findingIds.length === 0).map(label);
    const unsourced = facts.findings.filter((finding) => finding.eventIds.length === 0).map((finding) => finding.id);
    const observations = { cases: facts.cases.length, casesWithoutFindings: bare, findingsWithoutEvents: unsourced };
    if (facts.cases.length === 0) return notAssessed(NO_CASES, observations);
    if (bare.length > 0) return notSatisfied(`no finding in ${some(bare)}`, observations);
    if (unsourced.length > 0) return notSatisfied(`${unsourced.length} findings name no event`, observations);
    return satisfied(`${facts.cases.length} cases trace back to events`, observations);
  },
};

export const peopleInformed: EvidenceQuery = {
  name: 'people-informed',
  question: 'Was a notice of every case delivered to somebody?',
  needsSensors: false,
  run(facts) {
    const untold = facts.cases.filter((c) => c.noticesDelivered === 0 && c.acknowledgedAt === null).map(label);
    const observations = { cases: facts.cases.length, withoutNotice: untold };
    if (facts.cases.length === 0) return notAssessed(NO_CASES, observations);
    if (untold.length > 0) return notSatisfied(`nobody was told of ${some(untold)}`, observations);
    return satisfied(`somebody was told of each of ${facts.cases.length} cases`, observations);
  },
};

export const incidentsTriaged: EvidenceQuery = {
  name: 'incidents-triaged',
  question: 'Was every case acknowledged within its contract, and did every resolved one get a verdict?',
  needsSensors: false,
  run(facts) {
    const late = facts.cases.filter((c) => c.clocks.some((clock) => clock.name === 'acknowledge' && (clock.breachedAt !== null || clock.state === 'met_late'))).map(label);
    const undecided = facts.cases.filter((c) => c.resolvedAt !== null && c.verdict === null).map(label);
    const observations = { cases: facts.cases.length, acknowledgedLate: late, resolvedWithoutVerdict: undecided };
    if (facts.cases.length === 0) return notAssessed(NO_CASES, observations);
    if (late.length > 0) return notSatisfied(`acknowledged late: ${some(late)}`, observations);
    if (undecided.length > 0) return notSatisfied(`resolved without a verdict: ${some(undecided)}`, observations);
    return satisfied(`${facts.cases.length} cases were triaged in time`, observations);
  },
};

export const incidentsCategorised: EvidenceQuery = {
  name: 'incidents-categorised',
  question: 'Does every case name the ATT&CK techniques it shows?',
  needsSensors: false,
  run(facts) {
    const bare = facts.cases.filter((c) => c.techniques.length === 0).map(label);
    const observations = { cases: facts.cases.length, withoutTechnique: bare };
    if (facts.cases.length === 0) return notAssessed(NO_CASES, observations);
    if (bare.length > 0) return notSatisfied(`no technique named in ${some(bare)}`, observations);
    return satisfied(`${facts.cases.length} cases have a severity and a technique`, observations);
  },
};

export const incidentsEscalated: EvidenceQuery = {
  name: 'incidents-escalated',
  question: 'Was every case that nobody had acknowledged by its due time escalated?',
  needsSensors: false,
  run(facts) {
    const overdue = facts.cases.filter((c) => c.clocks.some((clock) => clock.name === 'acknowledge' && clock.dueAt !== null && clock.dueAt < facts.snapshotAt && (clock.stoppedAt ?? Infinity) > clock.dueAt));
    const forgotten = overdue.filter((c) => c.escalationSteps === 0).map(label);
    const observations = { cases: facts.cases.length, overdue: overdue.length, notEscalated: forgotten };
    if (facts.cases.length === 0) return notAssessed(NO_CASES, observations);
    if (forgotten.length > 0) return notSatisfied(`not escalated: ${some(forgotten)}`, observations);
    return satisfied(overdue.length === 0 ? 'every case was acknowledged before it was due' : `all ${overdue.length} overdue cases were escalated`, observations);
  },
};
