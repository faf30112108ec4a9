import { covers, type TenantScope } from '@watchfloor/core';
import pg from 'pg';
import { z } from 'zod';

export interface CaseChange {
  readonly tenantId: string;
  readonly caseId: string;
}

const Payload = z.object({ tenantId: z.uuid(), caseId: z.uuid() });

/** Changes of case records, pushed by the database (LISTEN case_changed). Subscribers see those of their scope only. */
export interface CaseChangeFeed {
  /** Calls `onChange` for each change of a tenant of the scope until the returned function is called. */
  subscribe(scope: TenantScope, onChange: (change: CaseChange) => void): () => void;
  /** True while the connection listens. After a lost connection it returns within seconds; changes in between are not replayed. */
  listening(): boolean;
  close(): Promise<void>;
}

/**
 * Listens on a connection of its own and connects again by itself, waiting 0.25 s, doubling to 5 s. Resolves once the
 * first connection listens; rejects if that one fails. `onError` hears of each lost connection.
 */
export async function openCaseChangeFeed(url: string, onError: (error: Error) => void = () => undefined): Promise<CaseChangeFeed> {
  const listeners = new Set<(change: CaseChange) => void>();
  let client: pg.Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000, application_name: 'watchfloor-case-feed' });
    let lost = false;
    const lose = (error: Error): void => {
      if (lost) return;
      lost = true;
      if (client !== next) return;
      client = undefined;
      onError(error);
      schedule(250);
    };
    next.on('error', lose);
    next.on('end', () => lose(new Error('connection of the case feed ended')));
    next.on('notification', ({ payload }) => {
      const change = changeOf(payload);
      if (change) for (const listener of listeners) listener(change);
    });
    try {
      await next.connect();
      await next.query('LISTEN case_changed');
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    if (closed) await next.end();
    else client = next;
  };
  const schedule = (delayMs: number): void => {
    if (closed) return;
    retry = setTimeout(() => {
      connect().catch((error: unknown) => {
        onError(error instanceof Error ? error : new Error(String(error)));
        schedule(Math.min(delayMs * 2, 5_000));
      });
    }, delayMs);
    retry.unref();
  };

  await connect();
  return {
    subscribe(scope, onChange) {
      const listener = (change: CaseChange): void => {
        if (covers(scope, change.tenantId)) onChange(change);
      };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    listening: () => client !== undefined,
    async close() {
      closed = true;
      clearTimeout(retry);
      listeners.clear();
      const last = client;
      client = undefined;
      await last?.end();
    },
  };
}

function changeOf(payload: string | undefined): CaseChange | undefined {
  try {
    return Payload.safeParse(JSON.parse(payload ?? '')).data;
  } catch {
    return undefined;
  }
}
