import type { Control, Framework, Proof } from '../../framework.ts';
import { assetsRanked, flowsMapped, inventoryComplete } from '../../queries/asset-queries.ts';
import { accessReviewed, criteriaSet, recordIntact } from '../../queries/governance-queries.ts';
import { devicesMonitored, logsAvailable, networksMonitored, segmentsProtected } from '../../queries/monitoring-queries.ts';
import { findingsAnalysed, findingsCorrelated, incidentsCategorised, incidentsEscalated, incidentsTriaged, peopleInformed } from '../../queries/response-queries.ts';
import type { EvidenceQuery } from '../../evidence-query.ts';
import { CATEGORIES, FUNCTIONS, SUBCATEGORIES } from './outcomes.ts';

const AUTOMATED: Readonly<Record<string, EvidenceQuery>> = {
  'ID.AM-01': inventoryComplete,
  'ID.AM-03': flowsMapped,
  'ID.AM-05': assetsRanked,
  'PR.AA-05': accessReviewed,
  'PR.PS-04': logsAvailable,
  'PR.IR-01': segmentsProtected,
  'DE.CM-01': networksMonitored,
  'DE.CM-09': devicesMonitored,
  'DE.AE-02': findingsAnalysed,
  'DE.AE-03': findingsCorrelated,
  'DE.AE-06': peopleInformed,
  'DE.AE-08': criteriaSet,
  'RS.MA-02': incidentsTriaged,
  'RS.MA-03': incidentsCategorised,
  'RS.MA-04': incidentsEscalated,
  'RS.AN-06': recordIntact,
};

/** Why no query of ours can prove an outcome, by function. */
const MANUAL_REASON: Readonly<Record<string, string>> = {
  GV: 'a decision of management: needs a document or an attestation',
  ID: 'lies in records that Watchfloor does not hold: needs a document or an attestation',
  PR: 'is done on systems that Watchfloor watches but does not manage: needs a document or an attestation',
  DE: 'needs a source that is not connected: needs a document or an attestation',
  RS: 'is done by people outside Watchfloor: needs a document or an attestation',
  RC: 'is done by people outside Watchfloor: needs a document or an attestation',
};

function proofOf(id: string, functionId: string): Proof {
  const query = AUTOMATED[id];
  return query ? { kind: 'query', query } : { kind: 'manual', reason: MANUAL_REASON[functionId] ?? 'needs a document or an attestation' };
}

function controlOf(id: string, title: string): Control {
  const functionId = id.slice(0, 2) as keyof typeof FUNCTIONS;
  return { id, title, group: `${FUNCTIONS[functionId]}: ${CATEGORIES[id.slice(0, 5)]}`, proof: proofOf(id, functionId) };
}

export const framework: Framework = {
  id: 'nist-csf-2.0',
  title: 'NIST Cybersecurity Framework',
  version: '2.0',
  licence: 'public domain in the United States (a work of NIST); titles are our own',
  source: 'NIST CSWP 29, 26 February 2024',
  controls: Object.entries(SUBCATEGORIES).map(([id, title]) => controlOf(id, title)),
};
