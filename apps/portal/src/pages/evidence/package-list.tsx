import { Button, CopyButton } from '@mantine/core';
import { useState } from 'react';
import { useConsole } from '../../console-context.ts';
import type { EvidenceStatus } from '../../generated/graphql.ts';
import type { ConnectionState } from '../../graphql/use-connection.ts';
import { formatDay } from '../../time/format-moment.ts';
import { Icon } from '../../ui/icon.tsx';
import { Moment } from '../../ui/moment.tsx';
import { EmptyNote, LoadingRows, ProblemState } from '../../ui/states.tsx';
import { downloadPackage } from './download-package.ts';
import type { EvidencePackage } from './use-evidence-packages.ts';
import styles from './evidence.module.css';

const STATUS: Record<EvidenceStatus, { readonly label: string; readonly tone: string | undefined }> = {
  REQUESTED: { label: 'being made', tone: 'low' },
  READY: { label: 'sealed', tone: 'good' },
  FAILED: { label: 'failed', tone: 'critical' },
};

/** Packages with their state, hash and download. */
export function PackageList({ packages, slug }: { readonly packages: ConnectionState<EvidencePackage>; readonly slug: string }) {
  const { nodes, error } = packages;
  return (
    <section className="wf-panel" aria-label="Packages">
      <header>
        <h2>Packages</h2>
      </header>
      {error !== undefined && <ProblemState error={error} what="packages" onRetry={packages.reload} />}
      {nodes === undefined && error === undefined && <LoadingRows rows={3} what="packages" />}
      {nodes?.length === 0 && <EmptyNote icon="evidence" title="No package yet">A package holds a period's events, findings, cases and control results, signed.</EmptyNote>}
      {nodes?.map((found) => (
        <PackageItem key={found.id} found={found} fileName={`${slug}-${found.framework}-${found.periodFrom.slice(0, 10)}-${found.periodTo.slice(0, 10)}.zip`} />
      ))}
      {packages.hasMore && (
        <div className="wf-panel-body">
          <Button size="xs" variant="default" loading={packages.loading} onClick={packages.loadMore}>
            Show more
          </Button>
        </div>
      )}
    </section>
  );
}

function PackageItem({ found, fileName }: { readonly found: EvidencePackage; readonly fileName: string }) {
  const { authorisedFetch } = useConsole();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const status = STATUS[found.status];
  const { downloadUrl } = found;
  const download = async (url: string): Promise<void> => {
    setBusy(true);
    setProblem(await downloadPackage(authorisedFetch, url, fileName));
    setBusy(false);
  };
  return (
    <article className={styles.package}>
      <div className={styles.packageHead}>
        <strong>
          {formatDay(found.periodFrom)} to {formatDay(found.periodTo)}
        </strong>
        <span className="wf-tag" data-tone={status.tone} role="status">
          {status.label}
        </span>
      </div>
      <div className="wf-muted">
        {found.framework} · asked by {found.requestedBy}, <Moment iso={found.requestedAt} precise={false} />
        {typeof found.sizeBytes === 'number' && ` · ${formatSize(found.sizeBytes)}`}
      </div>
      {found.error && <div className={styles.problem}>{found.error}</div>}
      {found.sha256 && (
        <div className={styles.hash}>
          <span className="wf-muted">SHA-256</span> <span className="wf-mono">{found.sha256}</span>{' '}
          <CopyButton value={found.sha256}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </div>
      )}
      {found.status === 'READY' && downloadUrl && (
        <Button size="xs" variant="default" loading={busy} leftSection={<Icon name="download" size={14} />} onClick={() => void download(downloadUrl)}>
          Download
        </Button>
      )}
      {problem !== undefined && (
        <div className={styles.problem} role="alert">
          {problem}
        </div>
      )}
    </article>
  );
}

function formatSize(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${(bytes / 1_024).toFixed(1)} KiB` : `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
