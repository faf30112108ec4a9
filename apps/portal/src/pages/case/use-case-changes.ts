import { useEffect, useRef } from 'react';
import { useClient } from 'urql';
import { useConsole } from '../../console-context.ts';
import { CaseChangedDocument, type CaseChangedSubscription } from '../../generated/graphql.ts';
import { useLive } from '../../graphql/live-connection.ts';

export type CaseChange = CaseChangedSubscription['caseChanged'];

/** Changes closer together than this (ms) make one reading. */
const SETTLE_MS = 400;
const POLL_MS = 30_000;

/**
 * Calls `read` after cases changed: pushed by the API, after the connection was lost and is back, and every 30 s while it is lost.
 * `tell` gets each pushed change.
 */
export function useCaseChanges(tenantId: string | undefined, read: () => void, tell?: (change: CaseChange) => void): void {
  const client = useClient();
  const { live } = useConsole();
  const { state, generation } = useLive(live);
  const callbacks = useRef({ read, tell });
  callbacks.current = { read, tell };

  useEffect(() => {
    let timer: number | undefined;
    const { unsubscribe } = client.subscription(CaseChangedDocument, { tenantId: tenantId ?? null }).subscribe((result) => {
      if (!result.data) return;
      callbacks.current.tell?.(result.data.caseChanged);
      timer ??= window.setTimeout(() => {
        timer = undefined;
        callbacks.current.read();
      }, SETTLE_MS);
    });
    return () => {
      window.clearTimeout(timer);
      unsubscribe();
    };
  }, [client, tenantId]);

  const seen = useRef(generation);
  useEffect(() => {
    if (generation > seen.current && seen.current > 0) callbacks.current.read();
    seen.current = generation;
  }, [generation]);

  useEffect(() => {
    if (state !== 'offline') return;
    const timer = window.setInterval(() => callbacks.current.read(), POLL_MS);
    return () => window.clearInterval(timer);
  }, [state]);
}
