import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const INDEX = fileURLToPath(new URL('../src/index.ts', import.meta.url));
const CORE = fileURLToPath(new URL('../../core/src/index.ts', import.meta.url));
const VALUE_IMPORT = /^(?:import|export)\s+(?!type\b)[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'/gms;

/** Files that a bundler takes along from the index: type imports are erased. */
function reachable(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const match of readFileSync(file, 'utf8').matchAll(VALUE_IMPORT)) {
    const specifier = match[1] ?? match[2] ?? '';
    if (specifier.startsWith('.')) reachable(resolve(dirname(file), specifier), found);
    else if (specifier === '@watchfloor/core') reachable(CORE, found);
    else throw new Error(`${file} imports ${specifier}`);
  }
  return found;
}

test('nothing that the workflow bundles reads the machine it runs on', () => {
  const files = [...reachable(INDEX)];
  expect(files.length).toBeGreaterThan(30);
  for (const file of files) {
    const code = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    expect(code, file).not.toMatch(/\bIntl\b|\bprocess\b|\bDate\.now\b|new Date\(\)|\.get(?:Hours|Minutes|Day|Date|Month|FullYear|TimezoneOffset)\(|\bMath\.random\b|\bstructuredClone\b|toLocale/);
  }
});
