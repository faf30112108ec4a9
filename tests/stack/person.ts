import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Login {
  readonly user: string;
  readonly password: string;
  readonly role: string;
}
interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** A person of the demo with a token of the real Keycloak, speaking GraphQL. */
export interface Person {
  /** A fresh access token. */
  token(): Promise<string>;
  /** The whole answer, errors included. */
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** The data; throws when there are errors. */
  data<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
}

export function endpointsOf(dataDir: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(dataDir, 'endpoints.json'), 'utf8')) as Record<string, string>;
}

/** Logs a demo person in by user name and password at the realm's test client. */
export function person(dataDir: string, user: string): Person {
  const endpoints = endpointsOf(dataDir);
  const login = (JSON.parse(readFileSync(join(dataDir, 'demo-logins.json'), 'utf8')) as Login[]).find((l) => l.user === user);
  if (!login) throw new Error(`no demo login for ${user}`);
  let held: { token: string; until: number } | undefined;
  const token = async (): Promise<string> => {
    if (held && held.until > Date.now()) return held.token;
    const body = new URLSearchParams({ grant_type: 'password', client_id: 'watchfloor-test', username: user, password: login.password, scope: 'openid organization:*' });
    const response = await fetch(`${endpoints['keycloak']}/realms/watchfloor/protocol/openid-connect/token`, { method: 'POST', body });
    const answer = (await response.json()) as { access_token?: string; expires_in?: number; error_description?: string };
    if (!answer.access_token) throw new Error(`Keycloak refused ${user}: ${answer.error_description}`);
    held = { token: answer.access_token, until: Date.now() + (answer.expires_in ?? 60) * 500 };
    return held.token;
  };
  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await token()}` };
    return (await (await fetch(endpoints['graphql'] ?? '', { method: 'POST', headers, body: JSON.stringify({ query, variables }) })).json()) as Answer;
  };
  return {
    token,
    ask,
    async data<T>(query: string, variables?: Record<string, unknown>) {
      const answer = await ask(query, variables);
      if (answer.errors?.length || !answer.data) throw new Error(JSON.stringify(answer.errors ?? answer));
      return answer.data as T;
    },
  };
}
