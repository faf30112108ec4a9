import { randomUUID } from 'node:crypto';
import { httpStatusOf, isRefusalCode } from '@watchfloor/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, Kind, NoSchemaIntrospectionCustomRule, Source, type DocumentNode, type ExecutionResult, type GraphQLSchema, type ValidationRule } from 'graphql';
import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import { log } from '../logging/log.ts';
import { traceIdOf } from '../logging/trace-id.ts';
import type { Stores } from '../stores.ts';
import type { GraphqlContext } from './context.ts';
import { formatError } from './format-error.ts';
import { costError, LIMITS, shapeLimits } from './limits.ts';
import { createLoaders } from './loaders.ts';
import { nulError } from './nul-error.ts';

/** Rules beyond the specification's, for HTTP and WebSocket alike. */
export function validationRules(introspection: boolean): ValidationRule[] {
  return introspection ? [shapeLimits] : [shapeLimits, NoSchemaIntrospectionCustomRule];
}

/** The context of one operation of an authenticated caller. */
export function contextOf(stores: Stores, principal: GraphqlContext['principal'], traceId: string): GraphqlContext {
  return { principal, loaders: createLoaders(stores, principal), traceId, log: log.child({ traceId, tenants: principal.scope.tenants, subject: principal.actor.id }) };
}

/** Mercurius over HTTP: one operation a request, compiled by graphql-jit when it comes a second time. Subscriptions have their own server. */
export function graphqlOptions(stores: Stores): Omit<MercuriusDriverConfig, 'driver'> {
  return {
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    fieldResolverEnhancers: ['guards'],
    jit: 1,
    cache: 256,
    ide: false,
    graphiql: false,
    subscription: false,
    allowBatchedQueries: false,
    graphql: { parseOptions: { maxTokens: LIMITS.tokens } },
    validationRules: validationRules(stores.config.WF_GRAPHQL_INTROSPECTION),
    additionalRouteOptions: { bodyLimit: LIMITS.bodyBytes },
    context: (request: FastifyRequest) => authenticated(stores, request),
    errorFormatter: (execution: ExecutionResult, context: object) => answerErrors(execution, 'traceId' in context ? (context as GraphqlContext) : undefined),
    errorHandler: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      const { statusCode, response } = answerErrors({ errors: [error as GraphQLError] }, { traceId: traceIdOf(request) });
      void reply.code(statusCode).type('application/json; charset=utf-8').send(response);
    },
    hooks: { preParsing: refuseStrangers, preValidation: refuseParsedDocuments, preExecution: refuseOperation },
  };
}

/** What a request has whose caller could not be authenticated: mercurius asks for a context once more while it answers an error. */
interface Stranger {
  readonly refusal: unknown;
  readonly traceId: string;
}

async function authenticated(stores: Stores, request: FastifyRequest): Promise<GraphqlContext | Stranger> {
  const traceId = traceIdOf(request);
  try {
    return contextOf(stores, await stores.authenticator.authenticate(request.headers.authorization), traceId);
  } catch (refusal) {
    return { refusal, traceId };
  }
}

/** Before anything of the document is looked at. */
async function refuseStrangers(_schema: GraphQLSchema, _source: string, context: object): Promise<void> {
  if ('refusal' in context) throw context.refusal;
}

/** Mercurius takes a document as JSON text of its syntax tree too, past the token limit: only source text is taken here. */
async function refuseParsedDocuments(_schema: GraphQLSchema, document: DocumentNode): Promise<void> {
  if (!(document.loc?.source instanceof Source)) throw new GraphQLError('query must be the text of a GraphQL document');
}

/** Before anything is asked of the stores. */
async function refuseOperation(schema: GraphQLSchema, document: DocumentNode, _context: object, variables: Record<string, unknown> | null | undefined): Promise<void> {
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const refused = nulError(node, variables) ?? costError(schema, document, node, variables ?? {});
    if (refused) throw refused;
  }
}

interface Answer {
  statusCode: number;
  response: { data: ExecutionResult['data'] | null; errors: ReturnType<typeof formatError>[] };
}

/**
 * Errors as the caller sees them. Status 200 once execution began (GraphQL over HTTP: errors of fields), else that of the
 * first refusal.
 */
function answerErrors(execution: ExecutionResult, context: Pick<GraphqlContext, 'traceId'> | undefined): Answer {
  const traceId = context?.traceId ?? randomUUID().replaceAll('-', '');
  const errors = (execution.errors ?? []).flatMap((error) => partsOf(error)).map((error) => formatError(error, traceId, log));
  const code = String(errors[0]?.extensions?.['code'] ?? 'INTERNAL');
  const statusCode = 'data' in execution ? 200 : isRefusalCode(code) ? httpStatusOf(code) : 500;
  return { statusCode, response: { data: execution.data ?? null, errors } };
}

/** Mercurius wraps what is wrong with a request in one error with a status that carries the parts as `errors`. */
function partsOf(error: unknown): readonly unknown[] {
  const cause = error instanceof GraphQLError && error.originalError ? error.originalError : error;
  if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('MER_ERR_') && 'errors' in cause && Array.isArray(cause.errors))) return [error];
  return cause.errors.map((part: unknown) => (part instanceof Error && !(part instanceof GraphQLError) ? new GraphQLError(part.message) : part));
}
