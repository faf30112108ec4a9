import { readFileSync } from 'node:fs';
import { DEMO_CLIENTS, DEMO_PEOPLE } from './people.ts';

interface RealmTenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

export interface DemoRealmInput {
  /** Origins from which the portal is served, e.g. http://127.0.0.1:4000. */
  readonly portalOrigins: readonly string[];
  readonly tenants: readonly RealmTenant[];
  /** Password of each demo user by user name, secret of each demo client by client id. */
  readonly passwords: Readonly<Record<string, string>>;
  /** False leaves out people, organisations and demo clients: the bare realm. */
  readonly demo: boolean;
}

type Json = Record<string, unknown>;

const API_AUDIENCE: Json = {
  name: 'watchfloor-api audience',
  protocol: 'openid-connect',
  protocolMapper: 'oidc-audience-mapper',
  config: { 'included.client.audience': 'watchfloor-api', 'access.token.claim': 'true', 'id.token.claim': 'false', 'introspection.token.claim': 'true' },
};
// The built-in 'organization' scope already writes the claim `organization`; ours has a name of its own, because two
// mappers on one claim give a mixed array. It is filled only when the request asks for scope `organization:*`.
const TENANTS_CLAIM: Json = {
  name: 'tenants',
  protocol: 'openid-connect',
  protocolMapper: 'oidc-organization-membership-mapper',
  config: {
    'claim.name': 'tenants',
    'jsonType.label': 'JSON',
    multivalued: 'true',
    addOrganizationId: 'true',
    addOrganizationAttributes: 'false',
    'access.token.claim': 'true',
    'id.token.claim': 'false',
    'introspection.token.claim': 'true',
    'userinfo.token.claim': 'false',
  },
};
const MAPPERS = [API_AUDIENCE, TENANTS_CLAIM];

function secretOf(input: DemoRealmInput, name: string): string {
  const secret = input.passwords[name];
  if (!secret) throw new Error(`no secret was made for '${name}'`);
  return secret;
}

function demoClients(input: DemoRealmInput): Json[] {
  const confidential = DEMO_CLIENTS.map(({ clientId }) => ({
    clientId,
    enabled: true,
    publicClient: false,
    clientAuthenticatorType: 'client-secret',
    secret: secretOf(input, clientId),
    standardFlowEnabled: false,
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: true,
    fullScopeAllowed: true,
    defaultClientScopes: ['basic', 'profile', 'email', 'roles'],
    optionalClientScopes: ['organization'],
    protocolMappers: MAPPERS,
  }));
  // User name and password for a token in one request: for scripts against the demo, never in production.
  const direct = {
    clientId: 'watchfloor-test',
    enabled: true,
    publicClient: true,
    standardFlowEnabled: false,
    directAccessGrantsEnabled: true,
    fullScopeAllowed: true,
    defaultClientScopes: ['basic', 'profile', 'email', 'roles'],
    optionalClientScopes: ['organization'],
    protocolMappers: MAPPERS,
  };
  return [...confidential, direct];
}

function demoUsers(input: DemoRealmInput): Json[] {
  const people = DEMO_PEOPLE.map((p) => ({
    id: p.id,
    username: p.username,
    enabled: true,
    email: p.email,
    emailVerified: true,
    firstName: p.firstName,
    lastName: p.lastName,
    credentials: [{ type: 'password', value: secretOf(input, p.username) }],
    realmRoles: [p.role],
  }));
  const services = DEMO_CLIENTS.map((c) => ({
    id: c.serviceAccountId,
    username: `service-account-${c.clientId}`,
    enabled: true,
    serviceAccountClientId: c.clientId,
    realmRoles: [c.like.role],
  }));
  return [...people, ...services];
}

function organisation(tenant: RealmTenant): Json {
  const members = [
    ...DEMO_PEOPLE.filter((p) => p.tenants.includes(tenant.slug)).map((p) => p.username),
    ...DEMO_CLIENTS.filter((c) => c.like.tenants.includes(tenant.slug)).map((c) => `service-account-${c.clientId}`),
  ];
  return {
    id: tenant.id,
    name: tenant.name,
    alias: tenant.slug,
    enabled: true,
    domains: [{ name: `${tenant.slug}.example`, verified: true }],
    members: members.map((username) => ({ username, membershipType: 'UNMANAGED' })),
  };
}

/** The realm document that Keycloak imports at its first start: infra/keycloak's realm, with the demo's people if asked for. */
export function buildRealm(realmFile: string, input: DemoRealmInput): Json {
  const realm = JSON.parse(readFileSync(realmFile, 'utf8')) as Json & { clients: (Json & { clientId: string })[] };
  const clients: Json[] = realm.clients.map((client) =>
    client.clientId === 'watchfloor-portal'
      ? { ...client, redirectUris: input.portalOrigins.map((o) => `${o}/*`), webOrigins: input.portalOrigins, protocolMappers: MAPPERS }
      : client,
  );
  if (!input.demo) return { ...realm, clients };
  return { ...realm, clients: [...clients, ...demoClients(input)], users: demoUsers(input), organizations: input.tenants.map(organisation) };
}
