import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_CLIENTS, DEMO_PEOPLE } from '../demo/people.ts';
import type { PortName } from './ports.ts';

/** URL of every endpoint by its name in `endpoints.json`. */
export function endpointsOf(ports: Readonly<Record<PortName, number>>, engines: { keycloakUrl: string; clickhouseUrl: string; temporalAddress: string; temporalUiUrl: string; postgresUrl: string }): Record<string, string> {
  const api = `http://127.0.0.1:${ports.api}`;
  return {
    portal: `${api}/`,
    graphql: `${api}/graphql`,
    graphqlWs: `ws://127.0.0.1:${ports.api}/graphql`,
    ingestHttp: `http://127.0.0.1:${ports.ingest}/v1/logs`,
    hec: `http://127.0.0.1:${ports.ingest}/services/collector`,
    elastic: `http://127.0.0.1:${ports.ingest}/elastic`,
    otlp: `http://127.0.0.1:${ports.ingest}/otlp/v1/logs`,
    ingestMetrics: `http://127.0.0.1:${ports.ingest}/metrics`,
    syslogTcp: `tcp://127.0.0.1:${ports.syslog}`,
    syslogUdp: `udp://127.0.0.1:${ports.syslog}`,
    mqtt: `mqtt://127.0.0.1:${ports.mqtt}`,
    keycloak: engines.keycloakUrl,
    temporal: engines.temporalAddress,
    temporalUi: engines.temporalUiUrl,
    clickhouse: withoutPassword(engines.clickhouseUrl),
    postgres: withoutPassword(engines.postgresUrl),
    smtp: `smtp://127.0.0.1:${ports.smtp}`,
    mailInbox: `http://127.0.0.1:${ports.mailInbox}`,
    webhookSink: `http://127.0.0.1:${ports.webhookSink}`,
    ingestHealth: `http://127.0.0.1:${ports.ingest}/healthz`,
    detectHealth: `http://127.0.0.1:${ports.detect}/healthz`,
    casesHealth: `http://127.0.0.1:${ports.cases}/healthz`,
    apiHealth: `${api}/healthz`,
  };
}

function withoutPassword(url: string): string {
  const clean = new URL(url);
  clean.username = '';
  clean.password = '';
  return clean.toString();
}

export function writeEndpoints(dataDir: string, endpoints: Readonly<Record<string, string>>): void {
  writeFileSync(join(dataDir, 'endpoints.json'), `${JSON.stringify(endpoints, null, 2)}\n`);
}

/** Writes `demo-logins.json` (mode 0600): each demo person, with the client-credentials client of their role where there is one. */
export function writeDemoLogins(dataDir: string, keycloakUrl: string, secrets: Readonly<Record<string, string>>): void {
  const tokenUrl = `${keycloakUrl}/realms/watchfloor/protocol/openid-connect/token`;
  const logins = DEMO_PEOPLE.map((person) => {
    const client = DEMO_CLIENTS.find((c) => c.like.id === person.id);
    return {
      user: person.username,
      password: secrets[person.username],
      role: person.role,
      tenant: person.tenants.join(','),
      tenants: person.tenants,
      subject: person.id,
      ...(client ? { client: { clientId: client.clientId, clientSecret: secrets[client.clientId], tokenUrl, scope: 'openid organization:*' } } : {}),
    };
  });
  const file = join(dataDir, 'demo-logins.json');
  writeFileSync(file, `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}
