import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const root = join(import.meta.dirname, '../..');
const sources = join(root, 'libs/workflow/cases/src');

/** Where workers look for the bundle. */
export const WORKFLOW_BUNDLE = join(root, 'dist/workflows/workflow-bundle.js');

/**
 * Bundles the workflows and what they import of the domain for Temporal's sandbox, with an inline source map, and
 * replaces `file` in one step. Throws when a workflow imports what the sandbox has not (node:*, a store).
 */
export async function bundleWorkflows(file: string = WORKFLOW_BUNDLE): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(sources, 'index.ts'),
    workflowInterceptorModules: [join(sources, 'tenant-interceptor.ts')],
    logger: new DefaultLogger('WARN'),
  });
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, code);
  await rename(part, file);
  return file;
}

/** Bundles only when a source of the workflows is newer than the bundle. For tests; the build goes through nx. */
export async function freshWorkflowBundle(): Promise<string> {
  const bundled = await stat(WORKFLOW_BUNDLE).then((found) => found.mtimeMs, () => 0);
  const newest = await Promise.all(['libs/workflow/cases/src', 'libs/domain/cases/src', 'libs/domain/core/src'].map((folder) => newestChange(join(root, folder))));
  return Math.max(...newest) < bundled ? WORKFLOW_BUNDLE : bundleWorkflows();
}

async function newestChange(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const times = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs));
  return Math.max(0, ...times);
}

if (import.meta.main) process.stdout.write(`wrote ${await bundleWorkflows()}\n`);
