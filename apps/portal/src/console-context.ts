import { createContext, useContext } from 'react';
import type { Session } from './auth/session.ts';
import type { LiveConnection } from './graphql/live-connection.ts';

/** What lives as long as the console does. */
export interface ConsoleServices {
  readonly session: Session;
  readonly authorisedFetch: typeof fetch;
  readonly live: LiveConnection;
}

export const ConsoleContext = createContext<ConsoleServices | undefined>(undefined);

/** The console's services; only inside the console. */
export function useConsole(): ConsoleServices {
  const services = useContext(ConsoleContext);
  if (services === undefined) throw new Error('useConsole outside the console');
  return services;
}
