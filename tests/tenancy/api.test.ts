import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { allowanceOf } from '@watchfloor/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId, NODE_TYPES, parseGlobalId } from '../../apps/api/src/graphql/global-id.ts';
import { everyOperation, type Operation, type OperationIds } from '../../apps/api/test/stage/every-operation.ts';
import { follow } from '../../apps/api/test/stage/follow.ts';
import { PEOPLE, type Person } from '../../apps/api/test/stage/people.ts';
import { marksIn, seedTwoCustomers, type TwoCustomers } from './two-customers.ts';

const OF_A = (Object.keys(PEOPLE) as Person[]).filter((person) => PEOPLE[person].tenants.join() === 'a');
let both: TwoCustomers;
beforeAll(async () => {
  both = await seedTwoCustomers();
}, 300_000);
afterAll(() => both?.stop());

const operations = (ids: OperationIds): Operation[] => everyOperation(both.stage.api.get(GraphQLSchemaHost).schema, ids);
const ask = (person: Person, { document, variables }: Operation) => both.stage.ask(person, document, variables);
const code = (answer: { errors?: readonly { extensions: { code: string } }[] }) => answer.errors?.[0]?.extensions.code ?? 'ok';

/** Ids of B under the name of A, as someone would send them who has seen an id of B. */
const mixed = (): OperationIds => ({
  ...both.b.ids,
  tenantId: both.a.ids.tenantId,
  nodes: Object.fromEntries(NODE_TYPES.map((type) => [type, globalId(type, both.a.ids.tenantId, parseGlobalId(both.b.ids.nodes[type] ?? '').id)])),
});

describe('GraphQL: every operation', () => {
  it('answers its own customer, so that the silence to others below means something', { timeout: 300_000 }, async () => {
    for (const operation of operations(both.b.ids).filter(({ kind }) => kind === 'query')) {
      const answer = await ask('leo', operation);
      expect([operation.name, code(answer), marksIn(both.b, answer.data).length > 0]).toEqual([operation.name, 'ok', true]);
    }
  });

  it.each(OF_A)("called by %s of A with B's ids is NOT_FOUND, or FORBIDDEN to the role, and tells nothing of B", { timeout: 300_000 }, async (person) => {
    for (const operation of operations(both.b.ids).filter(({ kind }) => kind !== 'subscription')) {
      const answer = await ask(person, operation);
      expect([operation.name, marksIn(both.b, answer)]).toEqual([operation.name, []]);
      const allowed = operation.targeted ? ['NOT_FOUND', ...(operation.kind === 'mutation' ? ['FORBIDDEN'] : [])] : ['ok'];
      expect([operation.name, allowed.includes(code(answer)) || code(answer)]).toEqual([operation.name, true]);
    }
  });

  it("called by A's lead with B's ids under A's name finds nothing", { timeout: 300_000 }, async () => {
    const sent = mixed();
    for (const operation of operations(sent).filter(({ kind }) => kind !== 'subscription')) {
      const answer = await ask('lena', operation);
      // The id that was sent may be said again; nothing that was not sent may come back.
      const told = marksIn(both.b, answer).filter((mark) => !JSON.stringify(operation.variables).includes(mark));
      expect([operation.name, told]).toEqual([operation.name, []]);
      const byId = operation.kind === 'mutation' || operation.field === 'node' || operation.field === 'case';
      if (byId && !['requestEvidence', 'saveSearch'].includes(operation.field)) expect([operation.name, code(answer)]).toEqual([operation.name, 'NOT_FOUND']);
    }
  });

  it("subscribed to by A for B is NOT_FOUND", async () => {
    for (const operation of operations(both.b.ids).filter(({ kind }) => kind === 'subscription')) {
      const client = both.stage.socket(`Bearer ${await both.stage.token('lena')}`);
      const followed = follow(client, operation.document, operation.variables);
      await followed.ended;
      expect([operation.name, (followed.results[0]?.errors?.[0] as { extensions?: { code?: string } } | undefined)?.extensions?.code]).toEqual([operation.name, 'NOT_FOUND']);
      await client.dispose();
    }
  });
});

describe('HTTP: every handler of a controller', () => {
  /** How each handler that is not public is called with the ids of a customer. */
  const CALLS: Record<string, (ids: OperationIds, packageId: string) => string> = {
    'EvidenceController.download': (ids, packageId) => `/evidence/${ids.tenantId}/${packageId}.zip`,
  };

  it('is public, or answers its own customer and is NOT_FOUND to another', async () => {
    const scanner = new MetadataScanner();
    const found: string[] = [];
    for (const { instance, name } of both.stage.api.get(DiscoveryService).getControllers()) {
      const prototype = Object.getPrototypeOf(instance) as Record<string, (...args: never[]) => unknown>;
      for (const method of scanner.getAllMethodNames(prototype).filter((key) => Reflect.hasMetadata('path', prototype[key] as object))) {
        const handler = prototype[method];
        if (handler && allowanceOf(handler) !== 'public') found.push(`${name}.${method}`);
      }
    }
    expect(found.sort(), 'a new handler must be added to CALLS').toEqual(Object.keys(CALLS).sort());
    const { b, a, stage } = both;
    for (const call of Object.values(CALLS)) {
      const get = async (person: Person, path: string) => fetch(`${stage.url}${path}`, { headers: { authorization: `Bearer ${await stage.token(person)}` } });
      expect((await get('bruno', call(b.ids, b.packageId))).status).toBe(200);
      for (const person of OF_A) {
        for (const path of [call(b.ids, b.packageId), call(a.ids, b.packageId)]) {
          const answer = await get(person, path);
          expect([person, answer.status, marksIn(b, await answer.text())]).toEqual([person, 404, []]);
        }
      }
    }
  });
});
