import { createServer } from 'node:net';

/** Ports of one installation: the portal's port and the ones after it, so that a second copy on another port runs beside it. */
export function portsFrom(base: number): Record<PortName, number> {
  return Object.fromEntries(PORT_NAMES.map((name, offset) => [name, base + offset])) as Record<PortName, number>;
}

export const PORT_NAMES = [
  'api', 'ingest', 'syslog', 'keycloak', 'temporal', 'temporalUi', 'clickhouse', 'postgres', 'smtp', 'mailInbox', 'detect', 'cases', 'webhookSink', 'mqtt',
] as const;
export type PortName = (typeof PORT_NAMES)[number];

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Throws with every port that something else holds, and how to choose others. */
export async function requireFreePorts(ports: Readonly<Record<string, number>>): Promise<void> {
  const taken: string[] = [];
  for (const [name, port] of Object.entries(ports)) if (!(await isFree(port))) taken.push(`${port} (${name})`);
  if (taken.length > 0) throw new Error(`these ports are in use: ${taken.join(', ')}. Start with another --port, e.g. npm start -- --port 5000`);
}
