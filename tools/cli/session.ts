import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Endpoints = z.record(z.string(), z.string());
const Login = z.object({
  role: z.string(),
  client: z.object({ clientId: z.string(), clientSecret: z.string(), tokenUrl: z.string(), scope: z.string() }).optional(),
});

interface GraphqlAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** A running Watchfloor as a client sees it: its endpoints and a token of one role. */
export interface Session {
  readonly endpoints: Readonly<Record<string, string>>;
  /** Runs one GraphQL document; throws with the API's own words when it refuses. */
  graphql(query: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** GET on the API's origin with the session's token. */
  download(path: string): Promise<Response>;
}

function readJson(file: string): unknown {
  if (!existsSync(file)) throw new Error(`${file} does not exist: start Watchfloor first (npm start), or name its folder with --data-dir`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

export function readEndpoints(dataDir: string): Readonly<Record<string, string>> {
  return Endpoints.parse(readJson(join(dataDir, 'endpoints.json')));
}

/** Client credentials: from WF_CLIENT_ID, WF_CLIENT_SECRET and WF_TOKEN_URL, else the demo's client of the role. */
function credentials(dataDir: string, role: string): { clientId: string; clientSecret: string; tokenUrl: string; scope: string } {
  const { WF_CLIENT_ID: clientId, WF_CLIENT_SECRET: clientSecret, WF_TOKEN_URL: tokenUrl } = process.env;
  if (clientId && clientSecret && tokenUrl) return { clientId, clientSecret, tokenUrl, scope: 'openid organization:*' };
  const logins = z.array(Login).parse(readJson(join(dataDir, 'demo-logins.json')));
  const found = logins.find((login) => login.role === role && login.client)?.client;
  if (!found) throw new Error(`there is no demo client for the role '${role}': set WF_CLIENT_ID, WF_CLIENT_SECRET and WF_TOKEN_URL`);
  return found;
}

async function fetchToken(dataDir: string, role: string): Promise<string> {
  const c = credentials(dataDir, role);
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: c.clientId, client_secret: c.clientSecret, scope: c.scope });
  const response = await fetch(c.tokenUrl, { method: 'POST', body });
  if (!response.ok) throw new Error(`Keycloak refused the client '${c.clientId}' (HTTP ${response.status}): ${await response.text()}`);
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}

/** Opens a session on the Watchfloor that runs on `dataDir`, as the demo's client of `role`. */
export async function openSession(dataDir: string, role: string): Promise<Session> {
  const endpoints = readEndpoints(dataDir);
  const graphqlUrl = endpoints['graphql'];
  if (!graphqlUrl) throw new Error(`${dataDir}/endpoints.json names no graphql endpoint`);
  const token = await fetchToken(dataDir, role);
  return {
    endpoints,
    async graphql(query, variables = {}) {
      const response = await fetch(graphqlUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      });
      const answer = (await response.json()) as GraphqlAnswer;
      if (answer.errors?.length || !answer.data) throw new Error((answer.errors ?? []).map((e) => `${e.extensions?.code ?? 'ERROR'}: ${e.message}`).join('\n') || `HTTP ${response.status}`);
      return answer.data;
    },
    download: (path) => fetch(new URL(path, graphqlUrl), { headers: { authorization: `Bearer ${token}` } }),
  };
}
