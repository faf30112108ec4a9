import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLUGIN_KINDS, type PluginKind } from './kinds.ts';
import { sigmaRegistry } from './sigma-files.ts';

const NOTE = '// Generated from the folders beside this file by tools/registry; do not edit.';

function pluginsOf(root: string, kind: PluginKind): string[] {
  return readdirSync(join(root, kind.folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, kind.folder, entry.name, kind.module)))
    .map((entry) => entry.name)
    .sort();
}

/** 'nist-csf-2.0' → 'nistCsf20'. */
function identifier(folder: string): string {
  return folder.replace(/[-.]+(\w)/g, (_all, letter: string) => letter.toUpperCase()).replace(/[^\w]/g, '');
}

function render(root: string, kind: PluginKind): string {
  const plugins = pluginsOf(root, kind);
  const imports = plugins.map((name) => `import { ${kind.exported} as ${identifier(name)} } from './${name}/${kind.module}';`);
  const entries = plugins.map((name) => (kind.idFromFolder ? `{ id: '${name}', ...${identifier(name)} }` : identifier(name)));
  const oneLine = entries.join(', ');
  const list = oneLine.length > 150 ? `\n  ${entries.join(',\n  ')},\n` : oneLine;
  return `${NOTE}\nimport type { ${kind.type} } from '${kind.typeModule}';\n${imports.join('\n')}\n\nexport const ${kind.list}: readonly ${kind.type}[] = [${list}];\n`;
}

/** Registries that are not what the folders under the repository's root say. */
function stale(root: string): { file: string; text: string }[] {
  const plugins = PLUGIN_KINDS.map((kind) => ({ file: join(kind.folder, 'registry.ts'), text: render(root, kind) }));
  return [...plugins, sigmaRegistry(root)].filter(({ file, text }) => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== text);
}

/** Paths, from the root, of the registries that are not what their folders say. */
export function staleRegistries(root = '.'): string[] {
  return stale(root).map(({ file }) => file);
}

/** Writes the registries that are out of date and returns their paths, from the root. */
export function writeRegistries(root = '.'): string[] {
  return stale(root).map(({ file, text }) => {
    writeFileSync(join(root, file), text);
    return file;
  });
}
