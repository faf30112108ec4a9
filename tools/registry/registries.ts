import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLUGIN_KINDS, type PluginKind } from './kinds.ts';
import { sigmaRegistry } from './sigma-files.ts';

const NOTE = '// Generated from the folders beside this file by tools/registry; do not edit.';

function pluginsOf(kind: PluginKind): string[] {
  return readdirSync(kind.folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(kind.folder, entry.name, kind.module)))
    .map((entry) => entry.name)
    .sort();
}

/** 'nist-csf-2.0' → 'nistCsf20'. */
function identifier(folder: string): string {
  return folder.replace(/[-.]+(\w)/g, (_all, letter: string) => letter.toUpperCase()).replace(/[^\w]/g, '');
}

function render(kind: PluginKind): string {
  const plugins = pluginsOf(kind);
  const imports = plugins.map((name) => `import { ${kind.exported} as ${identifier(name)} } from './${name}/${kind.module}';`);
  const entries = plugins.map((name) => (kind.idFromFolder ? `{ id: '${name}', ...${identifier(name)} }` : identifier(name)));
  const oneLine = entries.join(', ');
  const list = oneLine.length > 150 ? `\n  ${entries.join(',\n  ')},\n` : oneLine;
  return `${NOTE}\nimport type { ${kind.type} } from '${kind.typeModule}';\n${imports.join('\n')}\n\nexport const ${kind.list}: readonly ${kind.type}[] = [${list}];\n`;
}

function targets(): { file: string; text: string }[] {
  const plugins = PLUGIN_KINDS.filter((kind) => existsSync(kind.folder)).map((kind) => ({ file: join(kind.folder, 'registry.ts'), text: render(kind) }));
  return [...plugins, sigmaRegistry()];
}

/** Registries that are not what their folders say. */
export async function staleRegistries(): Promise<string[]> {
  return targets().filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text).map(({ file }) => file);
}

/** Writes the registries that are out of date and returns their paths. */
export async function writeRegistries(): Promise<string[]> {
  const stale = await staleRegistries();
  for (const { file, text } of targets()) if (stale.includes(file)) writeFileSync(file, text);
  return stale;
}
