import { GraphQLError, Kind, visit, type OperationDefinitionNode } from 'graphql';

/**
 * An error for a query whose text, literal or variable, holds the character U+0000: no store can hold it, so nothing could match, and
 * PostgreSQL refuses to compare it. Mutations may carry it: what they record is cleaned.
 */
export function nulError(operation: OperationDefinitionNode, variables: unknown): GraphQLError | undefined {
  if (operation.operation !== 'query') return undefined;
  let found = holdsNul(variables);
  visit(operation, { [Kind.STRING]: ({ value }) => { found ||= value.includes('\0'); } });
  return found ? new GraphQLError('a text holds the character U+0000, which nothing on record has: leave it out', { extensions: { code: 'INVALID_INPUT' } }) : undefined;
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsNul);
}
