import type { Server } from 'node:http';
import { Refused } from '@watchfloor/core';
import type { Principal } from '@watchfloor/identity';
import { getOperationAST, GraphQLError, parse, specifiedRules, validate, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import type { Context } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { log } from '../logging/log.ts';
import { newTraceId } from '../logging/trace-id.ts';
import type { Metrics } from '../health/metrics.ts';
import type { Stores } from '../stores.ts';
import { formatError } from './format-error.ts';
import { contextOf, validationRules } from './graphql-options.ts';
import { costError, LIMITS } from './limits.ts';

const INIT_WITHIN_MS = 5_000;
const MAX_MESSAGE_BYTES = 65_536;
const MAX_SUBSCRIPTIONS = 20;
const MAX_TIMER_MS = 2_147_483_647;

interface Session extends Record<PropertyKey, unknown> {
  principal: Principal;
  traceId: string;
}
type SocketContext = Context<Record<string, unknown> | undefined, Extra & Partial<Session>>;

/**
 * Subscriptions over graphql-transport-ws. Mercurius' own server neither validates a subscription nor ends a socket that
 * never authenticates or outlives its token; this one holds sockets to everything that HTTP is held to: the token comes in
 * `connection_init` as `authorization`, only subscriptions run, and the socket closes with 4403 when the token ends.
 */
export function serveSubscriptions(server: Server, schema: GraphQLSchema, stores: Stores, metrics: Metrics): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: MAX_MESSAGE_BYTES });
  sockets.on('connection', (socket) => {
    metrics.sockets.inc();
    socket.once('close', () => metrics.sockets.dec());
  });
  const rules = [...specifiedRules, ...validationRules(stores.config.WF_GRAPHQL_INTROSPECTION)];
  const handler = useServer<Record<string, unknown> | undefined, Partial<Session>>(
    {
      schema,
      connectionInitWaitTimeout: INIT_WITHIN_MS,
      onConnect: (context) => admit(stores, context),
      onSubscribe: (context, _id, payload) => {
        const { principal, traceId } = sessionOf(context);
        const answer = (errors: readonly unknown[]): GraphQLError[] => errors.map((error) => asGraphqlError(error, traceId));
        try {
          if (principal.expiresAt <= Date.now()) throw new Refused('UNAUTHENTICATED', 'the token has expired: log in again');
          if (Object.keys(context.subscriptions).length > MAX_SUBSCRIPTIONS) throw new Refused('QUOTA_EXCEEDED', `a connection carries ${MAX_SUBSCRIPTIONS} subscriptions at most`);
          const document = parse(payload.query, { maxTokens: LIMITS.tokens });
          const operation = getOperationAST(document, payload.operationName);
          if (operation?.operation !== 'subscription') throw new GraphQLError('a connection carries subscriptions only: send queries and mutations by POST');
          const variables = payload.variables ?? {};
          const errors = validate(schema, document, rules);
          if (errors.length > 0) return answer(errors);
          // Only a valid document: in any other, fragments may go round for ever.
          const expensive = costError(schema, document, operation, variables);
          if (expensive) return answer([expensive]);
          return { schema, document, operationName: payload.operationName, variableValues: variables, contextValue: contextOf(stores, principal, traceId) } satisfies ExecutionArgs;
        } catch (error) {
          return answer([error]);
        }
      },
      onNext: (context, _id, _payload, _args, result) => ({ ...result, ...(result.errors && { errors: result.errors.map((error) => asGraphqlError(error, sessionOf(context).traceId)) }) }),
      onError: (context, _id, _payload, errors) => errors.map((error) => formatError(error, context.extra.traceId ?? '', log)),
    },
    sockets,
  );
  return {
    close: async () => {
      await handler.dispose();
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  };
}

async function admit(stores: Stores, context: SocketContext): Promise<boolean> {
  const { extra, connectionParams } = context;
  const bearer = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
  try {
    const principal = await stores.authenticator.authenticate(typeof bearer === 'string' ? bearer : undefined);
    extra.principal = principal;
    extra.traceId = newTraceId(extra.request);
    const timer = setTimeout(() => extra.socket.close(4403, 'the token has expired'), Math.min(Math.max(principal.expiresAt - Date.now(), 0), MAX_TIMER_MS));
    timer.unref();
    extra.socket.once('close', () => clearTimeout(timer));
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) log.error({ err: error }, 'unexpected error while a WebSocket connected');
    extra.socket.close(4403, error instanceof Refused ? error.message.slice(0, 120) : 'internal error');
    return false;
  }
}

function sessionOf({ extra }: SocketContext): Session {
  if (!extra.principal || !extra.traceId) throw new Error('a socket that was not admitted');
  return { principal: extra.principal, traceId: extra.traceId };
}

function asGraphqlError(error: unknown, traceId: string): GraphQLError {
  const { message, extensions, path } = formatError(error, traceId, log);
  return new GraphQLError(message, { extensions: extensions ?? {}, path: path ?? null });
}
