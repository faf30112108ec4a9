/** What the server tells the console at start (GET /config.json). */
export interface PortalConfig {
  readonly keycloakUrl: string;
  readonly realm: string;
  readonly clientId: string;
  readonly graphqlPath: string;
}

const KEYS = ['keycloakUrl', 'realm', 'clientId', 'graphqlPath'] as const;

/** Reads the runtime configuration; throws an Error whose message can be shown when it is missing or incomplete. */
export async function loadConfig(): Promise<PortalConfig> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`The server answered ${response.status} when asked for its configuration.`);
  const found: unknown = await response.json();
  const missing = KEYS.filter((key) => typeof Reflect.get(Object(found), key) !== 'string');
  if (missing.length > 0) throw new Error(`The server's configuration lacks ${missing.join(', ')}.`);
  return found as PortalConfig;
}
