import { writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';

const GIB = 1024 ** 3;

/** Writes the engine's configuration and returns its path: at most 4 GiB and half of the memory there is, as it shares the machine. */
export function writeEngineConfig(dataDir: string): string {
  const there = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  const limit = Math.floor(Math.min(4 * GIB, there / 2));
  const file = join(dataDir, 'engine.xml');
  const settings = { max_server_memory_usage: limit, mark_cache_size: GIB / 4, index_mark_cache_size: GIB / 16, uncompressed_cache_size: 0 };
  const body = Object.entries(settings).map(([name, value]) => `  <${name}>${value}</${name}>`);
  writeFileSync(file, `<clickhouse>\n${body.join('\n')}\n</clickhouse>\n`, { mode: 0o600 });
  return file;
}
