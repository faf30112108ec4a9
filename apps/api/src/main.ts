import 'reflect-metadata';
import { readConfig } from './config.ts';
import { connectStores } from './connect-stores.ts';
import { createApi } from './create-api.ts';
import { log } from './logging/log.ts';

const config = readConfig();
log.level = config.WF_LOG_LEVEL;
const stores = await connectStores(config);
const app = await createApi(stores);
await app.listen(config.WF_HTTP_PORT, config.WF_HTTP_HOST);
log.info({ url: await app.getUrl() }, 'api is ready');

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void app
      .close()
      .then(() => stores.close())
      .catch((err: unknown) => log.error({ err }, 'stopping failed'))
      .finally(() => process.exit(0));
  });
}
