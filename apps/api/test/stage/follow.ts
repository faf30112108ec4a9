import type { Client, FormattedExecutionResult } from 'graphql-ws';

/** What one subscription has brought so far: results, and its end. */
export interface Followed {
  readonly results: FormattedExecutionResult<Record<string, unknown>, unknown>[];
  /** Resolves with the error (a list of GraphQL errors, or a CloseEvent), or undefined when it was completed. */
  readonly ended: Promise<unknown>;
  /** Resolves when `count` results have come. */
  count(count: number): Promise<void>;
  stop(): void;
}

/** Follows a subscription. */
export function follow(client: Client, query: string, variables: Record<string, unknown> = {}): Followed {
  const results: FormattedExecutionResult<Record<string, unknown>, unknown>[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  let stop = (): void => undefined;
  const ended = new Promise<unknown>((resolve) => {
    stop = client.subscribe<Record<string, unknown>>(
      { query, variables },
      {
        next: (result) => {
          results.push(result);
          for (const waiter of waiting) if (results.length >= waiter.count) waiter.done();
        },
        error: resolve,
        complete: () => resolve(undefined),
      },
    );
  });
  return {
    results,
    ended,
    count: (count) => (results.length >= count ? Promise.resolve() : new Promise((done) => waiting.push({ count, done }))),
    stop: () => stop(),
  };
}
