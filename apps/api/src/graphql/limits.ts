import {
  GraphQLError,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { MAX_PAGE } from './connection.ts';

/** What one operation may ask for. */
export const LIMITS = { tokens: 1_500, selections: 3_000, depth: 12, aliases: 20, rootFields: 10, cost: 20_000, bodyBytes: 131_072 } as const;

/** What a list without `first` is taken to hold. */
const ASSUMED_LIST = 10;

/** Refuses documents that nest deeper than the limit, or use more selections, aliases or root fields. Fragments count where they are spread. */
export const shapeLimits: ValidationRule = (context: ValidationContext): ASTVisitor => {
  let aliases = 0;
  return {
    Field(node) {
      if (node.alias && ++aliases === LIMITS.aliases + 1) context.reportError(new GraphQLError(`more than ${LIMITS.aliases} aliases`, { nodes: node }));
    },
    OperationDefinition(node) {
      const { depth, selections } = shapeOf(node.selectionSet, (name) => context.getFragment(name), new Map());
      // Fragments that spread fragments twice grow by powers of two: whatever walks such a document later would not end.
      if (selections > LIMITS.selections) context.reportError(new GraphQLError(`more than ${LIMITS.selections} selections once fragments are spread`, { nodes: node }));
      if (depth > LIMITS.depth) context.reportError(new GraphQLError(`nested deeper than ${LIMITS.depth} levels`, { nodes: node }));
      if (node.selectionSet.selections.length > LIMITS.rootFields) context.reportError(new GraphQLError(`more than ${LIMITS.rootFields} fields at the root`, { nodes: node }));
    },
  };
};

type Fragments = (name: string) => FragmentDefinitionNode | null | undefined;

interface Shape {
  readonly depth: number;
  readonly selections: number;
}

const EMPTY: Shape = { depth: 0, selections: 0 };

/** Depth and number of selections; each fragment is looked at once, and one that spreads itself counts as empty (another rule refuses it). */
function shapeOf(selection: SelectionSetNode, fragments: Fragments, known: Map<string, Shape>): Shape {
  let { depth, selections } = EMPTY;
  for (const node of selection.selections) {
    const inner = node.kind === Kind.FRAGMENT_SPREAD ? shapeOfFragment(node.name.value, fragments, known) : node.selectionSet ? shapeOf(node.selectionSet, fragments, known) : EMPTY;
    depth = Math.max(depth, inner.depth + (node.kind === Kind.FIELD ? 1 : 0));
    selections += 1 + inner.selections;
  }
  return { depth, selections };
}

function shapeOfFragment(name: string, fragments: Fragments, known: Map<string, Shape>): Shape {
  const before = known.get(name);
  if (before) return before;
  known.set(name, EMPTY);
  const fragment = fragments(name);
  const shape = fragment ? shapeOf(fragment.selectionSet, fragments, known) : EMPTY;
  known.set(name, shape);
  return shape;
}

/**
 * Cost of one operation: each field with sub-fields counts 1 per object that it can answer with. A connection answers with
 * `first` of them (its variable's value where it is one), another list with 10. Fragments count where they are spread.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): number {
  const fragments = new Map(document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])));
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const visit = (selection: SelectionSetNode, type: GraphQLOutputType, times: number, page: number): number => {
    let cost = 0;
    for (const node of selection.selections) {
      if (cost > LIMITS.cost) return cost;
      if (node.kind === Kind.FIELD) cost += fieldCost(node, type, times, page);
      else if (node.kind === Kind.INLINE_FRAGMENT) cost += visit(node.selectionSet, typeNamed(node.typeCondition?.name.value) ?? type, times, page);
      else {
        const fragment = fragments.get(node.name.value);
        if (fragment) cost += visit(fragment.selectionSet, typeNamed(fragment.typeCondition.name.value) ?? type, times, page);
      }
    }
    return cost;
  };
  const typeNamed = (name: string | undefined): GraphQLOutputType | undefined => {
    const type = name === undefined ? undefined : schema.getType(name);
    return isObjectType(type) || isInterfaceType(type) ? type : undefined;
  };
  const fieldCost = (node: FieldNode, parent: GraphQLOutputType, times: number, page: number): number => {
    if (!node.selectionSet || !(isObjectType(parent) || isInterfaceType(parent))) return 0;
    const field = parent.getFields()[node.name.value];
    if (!field) return 0;
    const { type, list } = unwrap(field.type);
    const isEdges = list && node.name.value === 'edges';
    const count = times * (list ? (isEdges ? page : ASSUMED_LIST) : 1);
    const nextPage = field.args.some((arg) => arg.name === 'first') ? firstOf(node, variables) : page;
    return count + visit(node.selectionSet, type, count, nextPage);
  };
  return visit(operation.selectionSet, root, 1, ASSUMED_LIST);
}

function firstOf(node: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const value = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
  if (!value || value.kind === Kind.NULL) return 50;
  const first = value.kind === Kind.INT ? Number(value.value) : value.kind === Kind.VARIABLE ? (variables[value.name.value] ?? 50) : MAX_PAGE;
  return typeof first === 'number' && first >= 1 ? Math.min(first, MAX_PAGE) : MAX_PAGE;
}

function unwrap(type: GraphQLOutputType): { type: GraphQLOutputType; list: boolean } {
  let inner = type;
  let list = false;
  while (isNonNullType(inner) || isListType(inner)) {
    list ||= isListType(inner);
    inner = inner.ofType as GraphQLOutputType;
  }
  return { type: inner, list };
}

/** Refuses an operation that costs more than the limit. */
export function costError(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): GraphQLError | undefined {
  if (costOf(schema, document, operation, variables) <= LIMITS.cost) return undefined;
  return new GraphQLError(`the operation may answer with more than ${LIMITS.cost} objects: ask for smaller pages or fewer nested lists`, { extensions: { code: 'TOO_EXPENSIVE' } });
}
