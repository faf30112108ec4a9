import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { OuiIndex } from '@watchfloor/assets';

/** The index of npm `oui-data` (the IEEE's public lists). The file is read and dropped: an import of it would stay in memory whole. */
export function ouiVendors(): OuiIndex {
  const path = createRequire(import.meta.url).resolve('oui-data');
  return new OuiIndex(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>));
}
