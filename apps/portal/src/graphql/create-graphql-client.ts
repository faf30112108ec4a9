import { cacheExchange, Client, fetchExchange, mapExchange, subscriptionExchange } from 'urql';
import type { Session } from '../auth/session.ts';
import type { LiveConnection } from './live-connection.ts';

/** The urql client: cached by document, authorised, subscriptions over the live connection. */
export function createGraphqlClient(path: string, session: Session, authorisedFetch: typeof fetch, live: LiveConnection): Client {
  return new Client({
    url: path,
    preferGetMethod: false,
    fetch: authorisedFetch,
    requestPolicy: 'cache-and-network',
    exchanges: [
      mapExchange({
        onError(error) {
          if (error.graphQLErrors.some((one) => one.extensions['code'] === 'UNAUTHENTICATED')) session.end();
        },
      }),
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (request) => ({
          subscribe: (sink) => ({
            unsubscribe: live.client.subscribe(
              { query: request.query ?? '', variables: request.variables as Record<string, unknown>, operationName: request.operationName },
              {
                next: (value) => sink.next(value as Parameters<typeof sink.next>[0]),
                error: (error) => sink.error(error),
                complete: () => sink.complete(),
              },
            ),
          }),
        }),
      }),
    ],
  });
}
