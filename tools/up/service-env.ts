import { DEMO_CLIENTS } from '../demo/people.ts';
import type { Secrets } from './secrets.ts';
import type { PortName } from './ports.ts';

export interface Engines {
  readonly postgresUrls: Readonly<Record<'wf_api' | 'wf_cases' | 'wf_detect' | 'wf_ingest', string>>;
  readonly clickhouseUrl: string;
  readonly temporalAddress: string;
  readonly keycloakUrl: string;
  readonly smtpUrl: string;
}

export interface ServiceEnvInput {
  readonly engines: Engines;
  readonly ports: Readonly<Record<PortName, number>>;
  readonly secrets: Secrets;
  readonly dataDir: string;
  readonly repository: string;
  /** With the demo's logins. */
  readonly demo: boolean;
}

type Env = Record<string, string>;

/** Environment of each service, as an operator would set it for engines of their own. */
export function serviceEnv(input: ServiceEnvInput): Readonly<Record<'ingest' | 'detect' | 'cases' | 'api', Env>> {
  const { engines, ports, secrets, dataDir } = input;
  const base = (port: PortName, role: keyof Engines['postgresUrls']): Env => ({
    NODE_ENV: 'production',
    WF_LOG_LEVEL: 'info',
    WF_HTTP_HOST: '127.0.0.1',
    WF_HTTP_PORT: String(ports[port]),
    WF_POSTGRES_URL: engines.postgresUrls[role],
    WF_CLICKHOUSE_URL: engines.clickhouseUrl,
    WF_CLICKHOUSE_DATABASE: 'watchfloor',
  });
  const temporal: Env = { WF_TEMPORAL_ADDRESS: engines.temporalAddress, WF_TEMPORAL_NAMESPACE: 'watchfloor', WF_PAYLOAD_KEYS: secrets.payloadKeys };
  const vault: Env = { WF_VAULT_DIR: `${dataDir}/vault` };
  return {
    ingest: { ...base('ingest', 'wf_ingest'), WF_SYSLOG_TCP_PORT: String(ports.syslog), WF_SYSLOG_UDP_PORT: String(ports.syslog), WF_MQTT_PORT: String(ports.mqtt), WF_INGEST_CONTROL_TOKEN: secrets.ingestControlToken, WF_SPOOL_DIR: `${dataDir}/spool`, WF_RECEIVER_STATE_DIR: `${dataDir}/receivers` },
    detect: { ...base('detect', 'wf_detect'), ...temporal },
    cases: {
      ...base('cases', 'wf_cases'),
      ...temporal,
      ...vault,
      WF_SMTP_URL: engines.smtpUrl,
      WF_SMTP_FROM: 'Watchfloor <soc@watchfloor.example>',
      WF_WEBHOOK_SECRET: secrets.webhookSecret,
      WF_EGRESS_ALLOW_PRIVATE: 'true', // the demo's webhook sink is on loopback
      WF_SIGNING_KEY_FILE: `${dataDir}/signing-key.pem`,
      WF_PUBLIC_URL: `http://127.0.0.1:${ports.api}`,
    },
    api: {
      ...base('api', 'wf_api'),
      ...temporal,
      ...vault,
      WF_KEYCLOAK_URL: engines.keycloakUrl,
      WF_KEYCLOAK_REALM: 'watchfloor',
      // The demo's scripts get tokens of clients that a real installation does not have.
      ...(input.demo ? { WF_KEYCLOAK_CLIENTS: ['watchfloor-portal', 'watchfloor-test', ...DEMO_CLIENTS.map((c) => c.clientId)].join(',') } : {}),
      WF_PORTAL_DIR: `${input.repository}/dist/apps/portal`,
      WF_PUBLIC_URL: `http://127.0.0.1:${ports.api}`,
    },
  };
}
