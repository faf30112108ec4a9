import { Button } from '@mantine/core';
import type { CaseDetailFragment } from '../../generated/graphql.ts';
import type { ConnectionState } from '../../graphql/use-connection.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Moment } from '../../ui/moment.tsx';
import { LoadingRows, ProblemState } from '../../ui/states.tsx';
import { CommentBox } from './comment-box.tsx';
import type { LedgerLine } from './escalation-panel.tsx';
import styles from './case-ledger.module.css';

const ICONS: readonly (readonly [RegExp, IconName])[] = [
  [/comment/, 'comment'],
  [/notice|escalation/, 'bell'],
  [/breach|warn/, 'alert'],
  [/clock|hold|resume|pause/, 'clock'],
  [/acknowledge|resolve|close/, 'check'],
  [/finding|join|open/, 'plus'],
  [/assign/, 'user'],
];

interface CaseLedgerProps {
  readonly found: CaseDetailFragment;
  readonly ledger: ConnectionState<LedgerLine>;
  readonly siteZone: string | undefined;
  readonly onDone: () => void;
}

/** Everything that was done to the case, newest first, in sentences; a comment can be added on top. */
export function CaseLedger({ found, ledger, siteZone, onDone }: CaseLedgerProps) {
  const lines = ledger.nodes?.toReversed();
  return (
    <section className="wf-panel" aria-label="Ledger" data-order="7">
      <header>
        <h2>Ledger</h2>
        <span className="wf-muted">newest first</span>
      </header>
      {found.allowedActions.includes('comment') && <CommentBox found={found} onDone={onDone} />}
      {ledger.error !== undefined && <ProblemState error={ledger.error} what="the ledger" onRetry={ledger.reload} />}
      {lines === undefined && ledger.error === undefined && <LoadingRows rows={4} what="the ledger" />}
      {lines !== undefined && (
        <ol className={styles.lines}>
          {lines.map((line) => (
            <li key={line.seq} className={styles.line}>
              <span className={styles.sign}>
                <Icon name={ICONS.find(([pattern]) => pattern.test(line.type))?.[1] ?? 'cases'} size={14} />
              </span>
              <div className={styles.text}>
                <div>{line.text}</div>
                <div className={styles.by}>
                  <Moment iso={line.at} siteZone={siteZone} />
                  <span>
                    {line.actorName} · {line.actorOrg}
                  </span>
                  {line.visibility === 'INTERNAL' && <span className="wf-tag">internal</span>}
                  {Date.parse(line.recordedAt) - Date.parse(line.at) > 60_000 && (
                    <span>
                      recorded <Moment iso={line.recordedAt} siteZone={siteZone} />
                    </span>
                  )}
                </div>
              </div>
            </li>
          ))}
        </ol>
      )}
      {ledger.hasMore && (
        <div className="wf-panel-body">
          <Button size="xs" variant="default" loading={ledger.loading} onClick={ledger.loadMore}>
            Show more
          </Button>
        </div>
      )}
    </section>
  );
}
