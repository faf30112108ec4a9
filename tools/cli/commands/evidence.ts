import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { userPath, withServerOptions, type ServerOptions } from '../options.ts';
import { openSession, type Session } from '../session.ts';

const REQUEST = `mutation Request($input: RequestEvidenceInput!) { requestEvidence(input: $input) { evidenceExport { id packageId } } }`;
const READ = `query Read($id: ID!) { node(id: $id) { ... on EvidenceExport { status error sha256 downloadUrl snapshotAt } } }`;

interface ExportOptions extends ServerOptions {
  readonly tenant: string;
  readonly framework: string;
  readonly from: string;
  readonly to: string;
  readonly out: string;
  readonly snapshot?: string;
}
interface Package {
  readonly status: 'REQUESTED' | 'READY' | 'FAILED';
  readonly error: string | null;
  readonly sha256: string | null;
  readonly downloadUrl: string | null;
  readonly snapshotAt: string;
}

async function waitForPackage(session: Session, id: string): Promise<Package> {
  for (;;) {
    const { node } = (await session.graphql(READ, { id })) as { node: Package | null };
    if (!node) throw new Error('the package is gone');
    if (node.status === 'FAILED') throw new Error(`the export failed: ${node.error ?? 'no reason was given'}`);
    if (node.status === 'READY') return node;
    await sleep(500);
  }
}

/** `export`: requests an evidence package, waits for it and saves it. Check it with `verify FILE`. */
export function evidenceCommand(): Command {
  return withServerOptions(new Command('export').description('export an evidence package'), 'auditor')
    .requiredOption('--tenant <id>', 'customer')
    .option('--framework <id>', 'framework', 'nist-csf-2.0')
    .requiredOption('--from <instant>', 'start of the period, ISO 8601')
    .requiredOption('--to <instant>', 'end of the period, ISO 8601')
    .option('--snapshot <instant>', 'the record as it stood then; the same again gives the same bytes')
    .requiredOption('--out <file>', 'where to save the ZIP')
    .action(async (options: ExportOptions) => {
      const session = await openSession(options.dataDir, options.as);
      const input = { tenantId: options.tenant, framework: options.framework, from: options.from, to: options.to, snapshot: options.snapshot };
      const { requestEvidence } = (await session.graphql(REQUEST, { input })) as { requestEvidence: { evidenceExport: { id: string } } };
      const ready = await waitForPackage(session, requestEvidence.evidenceExport.id);
      const response = await session.download(ready.downloadUrl ?? '');
      if (!response.ok) throw new Error(`download refused: HTTP ${response.status} ${await response.text()}`);
      await writeFile(userPath(options.out), Buffer.from(await response.arrayBuffer()));
      process.stdout.write(options.json ? `${JSON.stringify({ file: options.out, sha256: ready.sha256, snapshotAt: ready.snapshotAt })}\n` : `saved ${options.out} (SHA-256 ${ready.sha256})\ncheck it: npm run cli -- verify ${options.out}\n`);
    });
}
