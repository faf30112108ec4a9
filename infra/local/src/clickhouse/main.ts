// The ClickHouse process: `node main.ts --data-dir DIR --port N [--host H] [--concurrency N] [--queue N]`.
// WF_CLICKHOUSE_USER and WF_CLICKHOUSE_PASSWORD give the login (never in argv, where any local user reads it).
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

process.env['TZ'] = 'UTC';
process.env['UV_THREADPOOL_SIZE'] ??= '32';

const { values } = parseArgs({
  options: { 'data-dir': { type: 'string' }, port: { type: 'string' }, host: { type: 'string', default: '127.0.0.1' }, concurrency: { type: 'string', default: '8' }, queue: { type: 'string', default: '512' } },
});
const password = process.env['WF_CLICKHOUSE_PASSWORD'];
if (values['data-dir'] === undefined || values.port === undefined || password === undefined || password === '') {
  process.stderr.write('usage: WF_CLICKHOUSE_PASSWORD=… node main.ts --data-dir DIR --port N [--host H] [--concurrency N] [--queue N]\n');
  process.exit(2);
}
const { serveClickHouse } = await import('./server.ts');
try {
  const server = await serveClickHouse({
    dataDir: resolve(values['data-dir']),
    host: values.host,
    port: Number(values.port),
    user: process.env['WF_CLICKHOUSE_USER'] ?? 'default',
    password,
    concurrency: Number(values.concurrency),
    queue: Number(values.queue),
  });
  process.stdout.write(`${JSON.stringify({ ready: true, port: server.port, pid: process.pid })}\n`);
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void server.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(3);
}
