import { createClient, type Client } from 'graphql-ws';
import { useSyncExternalStore } from 'react';
import type { Session } from '../auth/session.ts';

export type LiveState = 'connecting' | 'live' | 'offline';

/**
 * The WebSocket that carries subscriptions. It is opened again for ever, with growing waits (0.5–15 s); `generation` counts openings,
 * so that a page can read again what it may have missed.
 */
export class LiveConnection {
  readonly client: Client;
  readonly #listeners = new Set<() => void>();
  #state: LiveState = 'connecting';
  #generation = 0;

  constructor(session: Session, path: string) {
    const url = new URL(path, window.location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    this.client = createClient({
      url: url.href,
      lazy: false,
      onNonLazyError: () => undefined, // shown by the state; retried for ever
      keepAlive: 12_000,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => !session.hasEnded(),
      retryWait: (retries) =>
        new Promise((resolve) => setTimeout(resolve, Math.min(15_000, 500 * 2 ** retries) * (0.75 + Math.random() / 2))),
      connectionParams: async () => ({ authorization: `Bearer ${await session.accessToken()}` }),
      on: {
        connected: () => {
          this.#generation += 1;
          this.#become('live');
        },
        closed: () => this.#become('offline'),
      },
    });
  }

  readonly state = (): LiveState => this.#state;
  readonly generation = (): number => this.#generation;

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #become(state: LiveState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** State of the connection and how often it was opened; renders again when either changes. */
export function useLive(connection: LiveConnection): { state: LiveState; generation: number } {
  const state = useSyncExternalStore(connection.onChange, connection.state);
  const generation = useSyncExternalStore(connection.onChange, connection.generation);
  return { state, generation };
}
