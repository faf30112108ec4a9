import { mkdir, rename, writeFile } from 'node:fs/promises';
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

if (import.meta.main) process.stdout.write(`wrote ${await bundleWorkflows()}\n`);
