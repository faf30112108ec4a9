import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { userPath, withServerOptions, type ServerOptions } from '../options.ts';
import { printRows } from '../print.ts';
import { openSession } from '../session.ts';

const LIST = `query Sensors($tenantId: ID) { sensors(tenantId: $tenantId) { sensorId name siteName source health lastSeen eventsLastHour unparsedLastHour } }`;
const CREATE = `mutation CreateSensor($input: CreateSensorInput!) { createSensor(input: $input) { key sensor { sensorId name siteName source } } }`;
const CERTIFICATE = `mutation RegisterSensorCertificate($input: RegisterSensorCertificateInput!) { registerSensorCertificate(input: $input) { sha256 sensor { sensorId name siteName } } }`;

interface CreateOptions extends ServerOptions {
  readonly tenant: string;
  readonly site: string;
  readonly name: string;
  readonly source: string;
  readonly cadence: string;
}

/** `sensor list`, `sensor create`, which prints the ingest key this once, and `sensor certificate`. */
export function sensorCommand(): Command {
  const list = withServerOptions(new Command('list').description('sensors and their health').option('--tenant <id>', 'only this customer')).action(
    async (options: ServerOptions & { tenant?: string }) => {
      const session = await openSession(options.dataDir, options.as);
      const { sensors } = await session.graphql(LIST, { tenantId: options.tenant });
      printRows(sensors as Record<string, unknown>[], options.json ?? false);
    },
  );
  const create = withServerOptions(new Command('create').description('create a sensor; prints its key once'))
    .requiredOption('--tenant <id>', 'customer (see tenant list)')
    .requiredOption('--site <id>', 'site of that customer')
    .requiredOption('--name <name>', 'what people call it')
    .option('--source <id>', 'what it sends: auto, zeek, suricata or a parser id', 'auto')
    .option('--cadence <seconds>', 'silence after which it counts as silent', '300')
    .action(async (options: CreateOptions) => {
      const session = await openSession(options.dataDir, options.as);
      const input = { tenantId: options.tenant, siteId: options.site, name: options.name, source: options.source, cadenceSeconds: Number(options.cadence) };
      const { createSensor } = (await session.graphql(CREATE, { input })) as { createSensor: { key: string; sensor: Record<string, unknown> } };
      printRows([{ ...createSensor.sensor, key: createSensor.key }], options.json ?? false);
    });
  const certificate = withServerOptions(new Command('certificate').description('let a sensor prove itself by a TLS client certificate'))
    .argument('<certificate>', 'PEM file, or SHA-256 fingerprint')
    .requiredOption('--tenant <id>', 'customer (see tenant list)')
    .requiredOption('--sensor <id>', 'sensor of that customer (see sensor list)')
    .action(async (given: string, options: ServerOptions & { tenant: string; sensor: string }) => {
      const session = await openSession(options.dataDir, options.as);
      const path = userPath(given);
      const input = { tenantId: options.tenant, sensorId: options.sensor, certificate: existsSync(path) ? readFileSync(path, 'utf8') : given };
      const { registerSensorCertificate } = (await session.graphql(CERTIFICATE, { input })) as { registerSensorCertificate: { sha256: string; sensor: Record<string, unknown> } };
      printRows([{ ...registerSensorCertificate.sensor, sha256: registerSensorCertificate.sha256 }], options.json ?? false);
    });
  return new Command('sensor').description('sensors').addCommand(list).addCommand(create).addCommand(certificate);
}
