import { GraphQLSchemaHost } from '@nestjs/graphql';
import { isInputObjectType, isNonNullType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiStage, type ApiStage } from './stage/api-stage.ts';
import { follow } from './stage/follow.ts';

let stage: ApiStage;
let open: ApiStage;
beforeAll(async () => {
  stage = await createApiStage();
  open = await createApiStage({ env: { WF_GRAPHQL_INTROSPECTION: 'true' } });
});
afterAll(() => Promise.all([stage?.stop(), open?.stop()]));

const many = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join(' ');

/** Selections of a Case that break each limit, in a query and in a subscription alike. */
const TOO_MUCH: Record<string, [string, RegExp]> = {
  aliases: [many(21, (n) => `a${n}: title`), /more than 20 aliases/],
  tokens: [many(800, () => 'title title'), /tokens/],
  'an unknown field': ['nonsense', /Cannot query field/],
};

describe('a query', () => {
  const refusal = async (query: string, variables: object = {}) => {
    const answer = await stage.ask('leo', query, variables);
    expect(answer.data ?? null).toBeNull();
    return answer;
  };

  it.each(['aliases', 'tokens', 'an unknown field'])('with too many or wrong %s is refused with status 400', async (kind) => {
    const [selection, message] = TOO_MUCH[kind] ?? ['', /x/];
    const answer = await refusal(`{ cases { edges { node { ${selection} } } } }`);
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
    expect(answer.errors?.[0]?.message).toMatch(message);
  });

  it('that nests deeper than 12 levels is refused, fragments counted where they are spread', async () => {
    const deep = (levels: number): string => (levels === 0 ? 'name' : `ofType { ${deep(levels - 1)} }`);
    const ask = (levels: number) => open.ask('leo', `{ __type(name: "Case") { fields { ...F } } } fragment F on __Field { type { ${deep(levels)} } }`);
    expect((await ask(8)).errors).toBeUndefined();
    expect((await ask(9)).errors?.[0]?.message).toMatch(/deeper than 12 levels/);
  });

  it('whose fragments double at every step is refused', async () => {
    const doubling = many(60, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`);
    expect((await refusal(`{ ...F0 } ${doubling} fragment F60 on Query { me { username } }`)).errors?.[0]?.message).toMatch(/selections/);
  });

  it.each([
    ['a literal', '{ cases(filter: { text: "a\\u0000b" }) { edges { node { id } } } }', {}],
    ['a variable', 'query($text: String) { cases(filter: { text: $text }) { edges { node { id } } } }', { text: 'a\0b' }],
  ])('with U+0000 in %s is refused, not broken', async (_where, query, variables) => {
    expect((await refusal(query, variables)).errors?.[0]).toMatchObject({ message: expect.stringContaining('U+0000') as string, extensions: { code: 'INVALID_INPUT' } });
  });

  it('with more than 10 fields at the root is refused', async () => {
    expect((await refusal(`{ ${many(11, (n) => `a${n}: me { username }`)} }`)).errors?.[0]?.message).toMatch(/more than 10 fields/);
  });

  it('whose pages multiply is refused as TOO_EXPENSIVE, literal or by variable, and not when the pages are small', async () => {
    const query = 'query($n: Int) { cases(first: $n) { edges { node { ledger(first: $n) { edges { node { type } } } } } } }';
    expect((await refusal(query, { n: 200 })).errors?.[0]?.extensions.code).toBe('TOO_EXPENSIVE');
    expect((await refusal(query.replaceAll('$n)', '200)').replace('query($n: Int)', 'query'))).errors?.[0]?.extensions.code).toBe('TOO_EXPENSIVE');
    expect((await stage.ask('leo', query, { n: 20 })).errors).toBeUndefined();
    expect((await refusal(query, { n: 200 })).errors?.[0]?.extensions.code, 'once compiled, too').toBe('TOO_EXPENSIVE');
  });

  it.each([0, -1, 201])('with first: %i is refused', async (first) => {
    expect((await refusal(`{ cases(first: ${first}) { totalCount } }`)).errors?.[0]).toMatchObject({ message: expect.stringContaining('between 1 and 200'), extensions: { code: 'INVALID_INPUT' } });
  });

  it('about the schema is refused unless configured', async () => {
    expect((await refusal('{ __schema { types { name } } }')).errors?.[0]?.message).toMatch(/introspection/i);
    expect((await open.ask('leo', '{ __schema { queryType { name } } }')).data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });

  it('in a batch, as a syntax tree, by GET for a mutation, or in a body over 128 KiB is refused', async () => {
    const bearer = `Bearer ${await stage.token('leo')}`;
    expect((await stage.post(bearer, [{ query: '{ me { username } }' }, { query: '{ me { username } }' }])).status).toBe(400);
    const tree = JSON.stringify({ kind: 'Document', definitions: [{ kind: 'OperationDefinition', operation: 'query', selectionSet: { kind: 'SelectionSet', selections: [{ kind: 'Field', name: { kind: 'Name', value: '__typename' } }] } }] });
    expect((await stage.post(bearer, { query: tree })).errors?.[0]?.message).toMatch(/text of a GraphQL document/);
    const mutation = encodeURIComponent('mutation { closeCase(input: {tenantId: "x", caseId: "x"}) { clientMutationId } }');
    expect((await fetch(`${stage.url}/graphql?query=${mutation}`, { headers: { authorization: bearer } })).status).toBe(400);
    expect((await stage.post(bearer, { query: `{ me { username } } #${'x'.repeat(140_000)}` })).status).toBe(413);
  });

  it('with a wrong variable is refused alike before and after it is compiled', async () => {
    const query = 'query($f: CaseFilter, $n: Int) { cases(filter: $f, first: $n) { totalCount } }';
    for (let n = 0; n < 4; n++) {
      expect(await stage.ask('leo', query, { f: { statuses: ['NONE'] } })).toMatchObject({ status: 400, errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
      expect(await stage.ask('leo', query, { n: 'x' })).toMatchObject({ status: 400, errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
      expect(await stage.ask('leo', query, { f: { statuses: ['NEW'] }, n: 5 })).toMatchObject({ status: 200, data: { cases: { totalCount: 0 } } });
      expect(await stage.ask('leo', query, { n: 0 })).toMatchObject({ status: 200, errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
    }
  });

  it('never has an input field that is required and has a default: compiled, it would be asked for', () => {
    const types = Object.values(stage.api.get(GraphQLSchemaHost).schema.getTypeMap()).filter(isInputObjectType);
    const wrong = types.flatMap((type) => Object.values(type.getFields()).filter((field) => isNonNullType(field.type) && field.defaultValue !== undefined).map((field) => `${type.name}.${field.name}`));
    expect(wrong).toEqual([]);
  });

  it('that fails for a reason of ours tells nothing but a trace id', async () => {
    const broken = await createApiStage({ env: { WF_CLICKHOUSE_URL: 'http://x:y@127.0.0.1:1' } });
    const answer = await broken.ask('leo', '{ sensors { name } }');
    expect(answer.errors).toEqual([expect.objectContaining({ message: 'internal error', extensions: { code: 'INTERNAL', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) } })]);
    await broken.stop();
  });
});

describe('a subscription', () => {
  const errorsOf = async (query: string, variables: Record<string, unknown> = {}) => {
    const client = stage.socket(`Bearer ${await stage.token('leo')}`);
    const ended = await follow(client, query, variables).ended;
    await client.dispose();
    return ended as { message: string; extensions?: { code?: string } }[];
  };

  it.each(['aliases', 'tokens', 'an unknown field'])('with too many or wrong %s is refused just so', async (kind) => {
    const [selection, message] = TOO_MUCH[kind] ?? ['', /x/];
    const errors = await errorsOf(`subscription { caseChanged { ${selection} } }`);
    expect(errors[0]?.message).toMatch(message);
    expect(errors[0]?.extensions?.code).toBe('INVALID_INPUT');
  });

  it('whose pages multiply is refused as TOO_EXPENSIVE', async () => {
    const big = `subscription($n: Int) { caseChanged { ${many(10, (n) => `f${n}: findings(first: $n) { edges { node { events { id } } } }`)} } }`;
    expect((await errorsOf(big, { n: 200 }))[0]?.extensions?.code).toBe('TOO_EXPENSIVE');
  });

  it('cannot be a query, a mutation or introspection', async () => {
    expect((await errorsOf('{ me { username } }'))[0]?.message).toMatch(/subscriptions only/);
    expect((await errorsOf('mutation { closeCase(input: {tenantId: "x", caseId: "x"}) { clientMutationId } }'))[0]?.message).toMatch(/subscriptions only/);
    expect((await errorsOf('subscription { __schema { types { name } } }'))[0]?.message).toMatch(/introspection/i);
  });

  it('of a customer that is not yours is NOT_FOUND', async () => {
    const client = stage.socket(`Bearer ${await stage.token('carla')}`);
    const followed = follow(client, 'subscription($t: ID) { caseChanged(tenantId: $t) { id } }', { t: stage.b.tenantId });
    await followed.ended;
    expect(followed.results).toEqual([{ errors: [expect.objectContaining({ message: 'no such customer', extensions: { code: 'NOT_FOUND' } })] }]);
    await client.dispose();
  });
});
