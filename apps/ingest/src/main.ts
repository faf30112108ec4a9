import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { createApp } from './create-app.ts';
import { createServices } from './services.ts';

const GRACE_MS = 8_000;
const config = readConfig();
const log = pino({ name: 'ingest', level: config.WF_LOG_LEVEL });
const services = createServices(config, log);
const app = await createApp(services, log);
const ports = await services.start();
await app.listen(config.WF_HTTP_PORT, config.WF_HTTP_HOST);
log.info({ url: await app.getUrl(), ...ports }, 'ingest is ready');

let stopping = false;
const stop = (signal: string): void => {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'stopping: writing what was received');
  services.readiness.stop();
  finish().then(
    () => process.exit(0),
    (error: unknown) => {
      log.error({ err: error }, 'stopped with an error');
      process.exit(1);
    },
  );
};
/** The HTTP server waits for the answers of requests in hand, and those for the writer; then the rest is written. */
async function finish(): Promise<void> {
  await Promise.race([app.close(), sleep(GRACE_MS)]);
  await services.stop();
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
