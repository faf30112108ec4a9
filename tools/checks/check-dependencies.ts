import { existsSync, globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { trackedFiles } from './tracked-files.ts';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Which packages a workspace imports, split by what ships and what only its tests and configuration need. */
interface Imports {
  readonly shipped: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

const SOURCE = /\.(ts|tsx|mjs)$/;
/** `require.resolve` finds a package's files without importing it. */
const RESOLVED = /(?:createRequire\([^()]*\)|\brequire)\.resolve\('([^']+)'\)/g;
const NOT_SHIPPED = /(^|\/)test\/|\.(test|config|bench)\.ts$/;

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** '@scope/name/sub' → '@scope/name'; undefined for relative paths and Node's own modules. */
function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || isBuiltin(specifier)) return undefined;
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function importsOf(folder: string, files: readonly string[]): Imports {
  const shipped = new Set<string>();
  const all = new Set<string>();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const imported = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
    const resolved = [...text.matchAll(RESOLVED)].map(([, specifier = '.']) => specifier);
    for (const name of [...imported, ...resolved].map(packageOf)) {
      if (name === undefined) continue;
      all.add(name);
      if (!NOT_SHIPPED.test(file.slice(folder.length + 1))) shipped.add(name);
    }
  }
  return { shipped, all };
}

/** A declared package may be there without an import: types of an imported one, a peer of a declared one, a program that a target runs. */
function isNeeded(name: string, manifest: Manifest, text: string, imported: ReadonlySet<string>): boolean {
  if (imported.has(name)) return true;
  const typed = /^@types\/(.+)$/.exec(name)?.[1];
  if (typed !== undefined) return imported.has(typed.replace('__', '/').replace(/^(?=.*\/)/, '@'));
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  if (declared.some((other) => existsSync(join('node_modules', other)) && manifestIn(join('node_modules', other)).peerDependencies?.[name] !== undefined)) return true;
  return new RegExp(`"command": "[^"]*\\b${name}\\b`).test(text);
}

function problemsOf(folder: string, files: readonly string[], root: Manifest): string[] {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  const manifest = JSON.parse(text) as Manifest;
  const declared = { ...manifest.devDependencies, ...manifest.dependencies };
  const versions = { ...root.devDependencies, ...root.dependencies };
  const { shipped, all } = importsOf(folder, files);
  const say = (what: string): string => `${folder}/package.json: ${what}`;
  const problems: string[] = [];
  for (const name of [...all].sort()) {
    if (name === manifest.name) continue;
    if (declared[name] === undefined) problems.push(say(`${name} is imported but not declared`));
    else if (shipped.has(name) && manifest.dependencies?.[name] === undefined) problems.push(say(`${name} is imported by what ships: move it from devDependencies to dependencies`));
  }
  for (const [name, version] of Object.entries(declared)) {
    const wanted = name.startsWith('@watchfloor/') ? '*' : versions[name];
    if (wanted === undefined) problems.push(say(`${name} is not in the root's package.json, which holds every version`));
    else if (version !== wanted) problems.push(say(`${name} is ${version}, the root has ${wanted}`));
    if (!isNeeded(name, manifest, text, all)) problems.push(say(`${name} is declared but nothing imports it`));
  }
  return problems;
}

/** Sources of a workspace, with those that its build writes (git does not track them). */
function sourcesOf(folder: string, tracked: readonly string[]): string[] {
  const own = tracked.filter((f) => f.startsWith(`${folder}/`) && SOURCE.test(f) && !f.includes('/canaries/'));
  return [...own, ...globSync(`${folder}/src/**/generated/**/*.ts`)];
}

/** Each workspace declares exactly the packages that it imports, at the version of the root. Throws with each difference. */
export async function checkDependencies(): Promise<void> {
  const files = trackedFiles().filter((f) => existsSync(f));
  const root = manifestIn('.');
  const problems = files
    .filter((f) => f.endsWith('/package.json'))
    .map((f) => f.slice(0, -'/package.json'.length))
    .flatMap((folder) => problemsOf(folder, sourcesOf(folder, files), root));
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
