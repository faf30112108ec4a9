import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeRegistries } from '../registry/registries.ts';
import type { Template } from './template.ts';
import { channelTemplate } from './templates/channel.ts';
import { detectionTemplate } from './templates/detection.ts';
import { frameworkTemplate } from './templates/framework.ts';
import { parserTemplate } from './templates/parser.ts';

export const TEMPLATES: readonly Template[] = [parserTemplate, detectionTemplate, channelTemplate, frameworkTemplate];

export interface Scaffolded {
  /** Paths from the root: the plug-in's files, then the registries that list it now. */
  readonly written: readonly string[];
  readonly next: readonly string[];
}

/**
 * Starts a plug-in: makes its folder under `root` and lists it in its kind's registry. Throws, before anything is written,
 * for an unknown kind, a name that the kind does not take, and a folder that is already there.
 */
export function scaffold(root: string, kind: string, name: string): Scaffolded {
  const template = TEMPLATES.find((one) => one.kind === kind);
  if (template === undefined) throw new Error(`unknown kind '${kind}'; one of: ${TEMPLATES.map((one) => one.kind).join(', ')}`);
  if (!template.name.test(name)) throw new Error(`'${name}' cannot name a ${kind}: give ${template.naming}`);
  const folder = join(template.folder, name);
  if (existsSync(join(root, folder))) throw new Error(`${folder} is already there: choose another name`);
  const files = Object.entries(template.files(name)).map(([path, text]) => ({ path: join(folder, path), text }));
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { written: [...files.map((file) => file.path), ...writeRegistries(root)], next: template.next(name) };
}
