import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'libs/domain/detections/src/sigma';
const FILE = 'libs/domain/detections/src/sigma-registry.ts';
const NOTE = '// Generated from sigma/*.yml by tools/registry; do not edit.';

/** The shipped Sigma rules as a module: services are bundles, so the rules travel inside them. */
export function sigmaRegistry(root: string): { file: string; text: string } {
  const names = readdirSync(join(root, FOLDER)).filter((name) => name.endsWith('.yml')).sort();
  const entries = names.map((name) => `  { name: ${quote(name)}, text: ${quote(readFileSync(join(root, FOLDER, name), 'utf8'))} },\n`);
  return { file: FILE, text: `${NOTE}\nexport const sigmaFiles: readonly { readonly name: string; readonly text: string }[] = [\n${entries.join('')}];\n` };
}

function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll(String.raw`\"`, '"').replaceAll("'", String.raw`\'`)}'`;
}
