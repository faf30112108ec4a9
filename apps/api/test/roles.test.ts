import { GraphQLSchemaHost } from '@nestjs/graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId, NODE_TYPES } from '../src/graphql/global-id.ts';
import { createApiStage, type ApiStage } from './stage/api-stage.ts';
import { everyOperation } from './stage/every-operation.ts';
import { PEOPLE, type Person } from './stage/people.ts';
import { seedCase } from './stage/seed-case.ts';
import { seedEvents } from './stage/seed-events.ts';

const AT = new Date('2026-05-04T09:00:00Z');
const ROLES = (['ana', 'leo', 'carla', 'omar', 'aude'] as const satisfies Person[]);
let stage: ApiStage;
beforeAll(async () => {
  stage = await createApiStage();
});
afterAll(() => stage?.stop());

describe('every operation', () => {
  it('answers each role as the matrix says', { timeout: 300_000 }, async () => {
    const { a } = stage;
    const { caseId } = await seedCase(stage.cases, a, { openedAt: AT });
    const { events, finding } = await seedEvents(stage.stores.clickhouse, a, AT, 1);
    const plain: Record<string, string> = { Tenant: a.tenantId, Site: a.siteId, Asset: a.assets.plc.id, Sensor: a.sensor.id, Event: events[0]?.eventId ?? '', Finding: finding.findingId, Case: caseId, EvidenceExport: a.siteId };
    const nodes = Object.fromEntries(NODE_TYPES.map((type) => [type, globalId(type, a.tenantId, plain[type] ?? '')]));
    // Mutations name a case and a framework that are not there: who may, is told so; who may not, is FORBIDDEN before that.
    const ids = { tenantId: a.tenantId, siteId: a.siteId, sensorId: a.sensor.id, caseId: a.siteId, savedSearchId: a.siteId, nodes };
    const matrix: Record<string, string> = {};
    for (const operation of everyOperation(stage.api.get(GraphQLSchemaHost).schema, ids, 0).filter(({ kind }) => kind !== 'subscription')) {
      const variables = operation.field === 'requestEvidence' ? { input: { ...(operation.variables['input'] as object), framework: 'none' } } : operation.variables;
      const answers = [];
      for (const person of ROLES) {
        const answer = await stage.ask(person, operation.document, variables);
        answers.push(`${PEOPLE[person].role} ${answer.errors?.[0]?.extensions.code ?? 'ok'}`);
      }
      matrix[operation.name] = answers.join(' · ');
    }
    expect(matrix).toMatchSnapshot();
  });
});
