import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assessmentResults, evaluate, frameworks, planOfAction, renderReport, type EvidenceFacts } from '../src/index.ts';
import { CASE, FROM, goodMonth } from './facts-fixture.ts';

const csf = frameworks.find((framework) => framework.id === 'nist-csf-2.0');
if (!csf) throw new Error('no framework');
const statusOf = (controlId: string, facts: EvidenceFacts) => evaluate(csf, facts).find((a) => a.controlId === controlId);
const automated = csf.controls.filter((c) => c.proof.kind === 'query').map((c) => c.id);

describe('NIST CSF 2.0', () => {
  it('maps each control to a query or says why none can prove it', () => {
    expect(csf.controls).toHaveLength(106);
    expect(automated.length).toBeGreaterThanOrEqual(12);
    for (const control of csf.controls) expect(control.proof.kind === 'query' ? control.proof.query.question : control.proof.reason).toMatch(/\w{3}/);
  });

  const ids = new URL('../../../../../shared/data/frameworks/ids-nist-csf-2.0.json', import.meta.url);
  it.skipIf(!existsSync(ids))('has exactly the ids of the published list (skipped where ../shared/data is absent)', () => {
    const published = JSON.parse(readFileSync(ids, 'utf8')) as { subcategories: string[] };
    expect(csf.controls.map((c) => c.id).sort()).toEqual([...published.subcategories].sort());
  });
});

describe('a control', () => {
  it.each(automated)('%s is satisfied in a month in which everything went well', (id) => {
    expect(statusOf(id, goodMonth())).toMatchObject({ status: 'satisfied' });
  });

  it('is never satisfied while a sensor it depends on was silent', () => {
    const gap = { sensorId: 's1', from: FROM + 1000, to: FROM + 3_600_000 };
    for (const assessment of evaluate(csf, goodMonth({ gaps: [gap] }))) {
      const control = csf.controls.find((c) => c.id === assessment.controlId);
      if (control?.proof.kind === 'query' && control.proof.query.needsSensors) expect(assessment.status, assessment.controlId).not.toBe('satisfied');
    }
    expect(statusOf('ID.AM-01', goodMonth({ gaps: [gap] }))?.reason).toContain('tap-1 was silent from 2026-11-01T00:00:01.000Z');
  });

  const broken: [string, Partial<EvidenceFacts>, string][] = [
    ['ID.AM-01', { unmanagedDevices: [{ id: 'u', siteId: 'site-1', ip: '10.0.0.9', firstSeen: FROM }] }, '10.0.0.9'],
    ['ID.AM-03', { conduits: [] }, 'Plant'],
    ['ID.AM-05', { assets: [{ id: 'a1', siteId: 'site-1', name: 'PLC-1', purdueLevel: null, critical: true }] }, 'PLC-1'],
    ['PR.AA-05', { grants: [{ username: 'eve', role: 'auditor', validUntil: null, periodTo: null }] }, 'eve'],
    ['PR.PS-04', { eventCounts: [] }, 'Plant'],
    ['PR.IR-01', { findings: [{ id: 'z', detectionId: 'zone-violation', time: FROM, severityId: 3, eventIds: ['e'] }] }, '1 of 1'],
    ['DE.CM-01', { gaps: [{ sensorId: 's1', from: FROM, to: FROM + 1 }] }, 'silent 1 times'],
    ['DE.CM-09', { eventCounts: [] }, 'Plant'],
    ['DE.AE-02', { cases: [] }, 'finding-1'],
    ['DE.AE-03', { cases: [{ ...CASE, findingIds: [] }] }, '#1'],
    ['DE.AE-06', { cases: [{ ...CASE, noticesDelivered: 0, acknowledgedAt: null }] }, '#1'],
    ['DE.AE-08', { contracts: [] }, 'no contract'],
    ['RS.MA-02', { cases: [{ ...CASE, verdict: null }] }, '#1'],
    ['RS.MA-03', { cases: [{ ...CASE, techniques: [] }] }, '#1'],
    ['RS.MA-04', { cases: [{ ...CASE, escalationSteps: 0, clocks: [{ name: 'acknowledge', state: 'breached', dueAt: FROM + 1, stoppedAt: null, breachedAt: FROM + 1 }] }] }, '#1'],
    ['RS.AN-06', { cases: [{ ...CASE, ledgerSeqs: [1, 3] }] }, '#1'],
  ];
  it.each(broken)('%s is not satisfied when its rule is broken, and says by what', (id, change, word) => {
    const assessment = statusOf(id, goodMonth(change));
    expect(assessment?.status).toBe('not_satisfied');
    expect(assessment?.reason).toContain(word);
  });

  it('has a broken case for every automated control above', () => {
    expect(broken.map(([id]) => id).sort()).toEqual([...automated].sort());
  });
});

describe('the documents of a package', () => {
  const facts = goodMonth({ cases: [{ ...CASE, verdict: null }] });
  const context = { framework: csf, facts, assessments: evaluate(csf, facts) };

  it('are the same for the same facts', () => {
    expect(JSON.stringify(assessmentResults(context))).toBe(JSON.stringify(assessmentResults({ ...context, assessments: evaluate(csf, facts) })));
  });

  it.each([['assessment results', assessmentResults(context)], ['plan of action', planOfAction(context)]])('refer to no uuid that they do not define: %s', (_name, document) => {
    const text = JSON.stringify(document);
    const defined = new Set([...text.matchAll(/"uuid":"([0-9a-f-]{36})"/g)].map((m) => m[1]));
    const used = [...text.matchAll(/(?:"observation-uuid":"|"href":"#)([0-9a-f-]{36})/g)].map((m) => m[1]);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((uuid) => !defined.has(uuid))).toEqual([]);
  });

  it('escape what customers typed', () => {
    const html = renderReport(context);
    expect(html).not.toContain('Aqua <Utility>');
    expect(html).toContain('Aqua &#60;Utility&#62;');
  });
});
