import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Files that a program loads before its first line runs; what it imports later, by `import()`, is left out. */
async function loadedAtOnce(entry: string): Promise<string[]> {
  const files: string[] = [];
  const bundle = await rolldown({
    input: `${root}${entry}`,
    platform: 'node',
    logLevel: 'silent',
    external: [/^node:/, /^(?!@watchfloor\/|\.|\/|\0)[^/]/],
    plugins: [{
      name: 'files',
      resolveDynamicImport: (specifier) => ({ id: String(specifier), external: true }),
      load(id) {
        files.push(id);
        // What is generated need not be there: that it is asked for is what counts.
        return id.includes('/generated/') ? 'export default 0;' : undefined;
      },
    }],
    shimMissingExports: true,
  });
  await bundle.generate({ format: 'esm' });
  await bundle.close();
  return files;
}

// Nothing was generated yet in a fresh clone: `npm start` and `npm test` make it, and a command that needs no server never does.
test.each(['tools/up/main.ts', 'tools/checks/main.ts', 'tools/cli/main.ts', 'tools/bench/main.ts', 'tools/new/main.ts', 'tools/build/main.ts'])('%s loads in a fresh clone, where nothing is generated', async (entry) => {
  const files = await loadedAtOnce(entry);
  expect(files).toContain(`${root}${entry}`);
  expect(files.filter((file) => file.includes('/generated/')).map((file) => file.slice(root.length))).toEqual([]);
});
