import { randomBytes, randomUUID } from 'node:crypto';
import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, type GraphQLArgument, type GraphQLField, type GraphQLInputField, type GraphQLInputType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';

/** Ids that operations are called with: those of one tenant. */
export interface OperationIds {
  readonly tenantId: string;
  readonly siteId: string;
  readonly sensorId: string;
  readonly caseId: string;
  readonly savedSearchId: string;
  /** Global ids by node type. */
  readonly nodes: Readonly<Record<string, string>>;
}

export interface Operation {
  /** Kind and field, such as `mutation closeCase`; for node and its like, with the type of the id. */
  readonly name: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly field: string;
  readonly document: string;
  readonly variables: Record<string, unknown>;
  /** False for a query that names no id: it answers with what the caller may see. */
  readonly targeted: boolean;
}

const WINDOW = { from: '2026-05-01T00:00:00Z', to: '2026-05-31T00:00:00Z' };
const ID_NAMES = new Set(['tenantId', 'siteId', 'sensorId', 'caseId', 'duplicateOfCaseId', 'savedSearchId', 'id']);

/** A value for an argument or input field of that name. Throws for one that it does not know: a new argument must be added here. */
function plainValue(name: string, ids: OperationIds): unknown {
  const values: Record<string, () => unknown> = {
    tenantId: () => ids.tenantId,
    siteId: () => ids.siteId,
    sensorId: () => ids.sensorId,
    caseId: () => ids.caseId,
    savedSearchId: () => ids.savedSearchId,
    field: () => 'sensor',
    query: () => 'write OR src_ip:10.0.0.0/8',
    duplicateOfCaseId: () => ids.caseId,
    from: () => WINDOW.from,
    to: () => WINDOW.to,
    until: () => new Date(Date.now() + 3_600_000).toISOString(),
    first: () => 5,
    framework: () => 'nist-csf-2.0',
    name: () => 'a sensor',
    assignee: () => 'me',
    body: () => 'a comment',
    reason: () => 'a reason',
    clientMutationId: () => randomUUID(),
    certificate: () => randomBytes(32).toString('hex'),
  };
  const value = values[name];
  if (!value) throw new Error(`no value is known for the argument '${name}': add one to every-operation.ts`);
  return value();
}

function inputValue(field: GraphQLArgument | GraphQLInputField, ids: OperationIds): unknown {
  return valueOfType(field.type, field.name, ids);
}

function valueOfType(type: GraphQLInputType, name: string, ids: OperationIds): unknown {
  if (isNonNullType(type)) return valueOfType(type.ofType as GraphQLInputType, name, ids);
  if (isListType(type)) return [valueOfType(type.ofType as GraphQLInputType, name, ids)];
  if (isEnumType(type)) return type.getValues().find((value) => value.name === 'CUSTOMER' || value.name === 'EXERCISE')?.name ?? type.getValues()[0]?.name;
  if (isInputObjectType(type)) return Object.fromEntries(Object.values(type.getFields()).filter(isWanted).map((field) => [field.name, inputValue(field, ids)]));
  return plainValue(name, ids);
}

/** Required arguments, and every optional one that names a thing. */
function isWanted(field: GraphQLArgument | GraphQLInputField): boolean {
  return (isNonNullType(field.type) && field.defaultValue === undefined) || ID_NAMES.has(field.name) || isInputObjectType(getNamedType(field.type));
}

/** Every root field of the schema as an operation on these ids, with everything selected that `levels` levels of objects hold. */
export function everyOperation(schema: GraphQLSchema, ids: OperationIds, levels = 3): Operation[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([kind, root]) => Object.values(root?.getFields() ?? {}).flatMap((field) => operationsOf(schema, kind, field, ids, levels)));
}

function operationsOf(schema: GraphQLSchema, kind: Operation['kind'], field: GraphQLField<unknown, unknown>, ids: OperationIds, levels: number): Operation[] {
  const byNode = field.args.some((arg) => arg.name === 'id');
  const variants = field.name === 'case' ? ['Case'] : byNode ? Object.keys(ids.nodes) : [''];
  return variants.map((type) => {
    const args = field.args.filter(isWanted);
    const variables = Object.fromEntries(args.map((arg) => [arg.name, arg.name === 'id' ? ids.nodes[type] : inputValue(arg, ids)]));
    const object = type === '' ? getNamedType(field.type) : schema.getType(type);
    if (!isObjectType(object)) throw new Error(`${field.name}: cannot select from ${String(object)}`);
    const fields = selection(object, levels, new Set());
    const body = field.name === 'node' ? `{ __typename id ... on ${type} ${fields} }` : fields;
    const declared = args.length > 0 ? `(${args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')})` : '';
    const passed = args.length > 0 ? `(${args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')})` : '';
    const name = `${kind} ${field.name}${field.name === 'node' ? ` of ${type}` : ''}`;
    return { name, kind, field: field.name, document: `${kind} ${declared} { ${field.name}${passed} ${body} }`, variables, targeted: args.length > 0 };
  });
}

function selection(type: GraphQLObjectType, levels: number, above: ReadonlySet<string>): string {
  const within = new Set([...above, type.name]);
  const parts = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some((arg) => isNonNullType(arg.type))) return [];
    const inner = getNamedType(field.type);
    const args = field.args.some((arg) => arg.name === 'first') ? '(first: 5)' : '';
    if (!isObjectType(inner)) return [field.name];
    if (within.has(inner.name)) return [];
    const free = /(Connection|Edge|Payload)$/.test(type.name);
    return levels > 0 || free ? [`${field.name}${args} ${selection(inner, free ? levels : levels - 1, within)}`] : [];
  });
  return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
}
