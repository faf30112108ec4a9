import type { CaseDetailFragment, CaseLedgerQuery } from '../../generated/graphql.ts';
import { useNow } from '../../time/use-now.ts';
import { formatSpan } from '../../time/format-span.ts';
import { Moment } from '../../ui/moment.tsx';
import styles from './case-page.module.css';

export type LedgerLine = NonNullable<CaseLedgerQuery['case']>['ledger']['edges'][number]['node'];

interface EscalationPanelProps {
  readonly escalation: CaseDetailFragment['escalation'];
  readonly ledger: readonly LedgerLine[];
  readonly siteZone: string | undefined;
}

/** Who has been told, and when the next person is. */
export function EscalationPanel({ escalation, ledger, siteZone }: EscalationPanelProps) {
  const now = useNow();
  const told = ledger.filter(({ type }) => /^(notice|escalation)/.test(type)).toReversed().slice(0, 6);
  const left = escalation.nextAt ? Date.parse(escalation.nextAt) - now : undefined;
  return (
    <section className="wf-panel" aria-label="Escalation" data-order="4">
      <header>
        <h2>Escalation</h2>
        <span className="wf-tag" data-tone={escalation.active ? 'high' : undefined}>
          {escalation.active ? 'active' : 'stopped'}
        </span>
      </header>
      <div className="wf-panel-body">
        {escalation.active ? (
          <>
            {escalation.nextAt && left !== undefined && (
              <div className="wf-number">
                Round {escalation.round}, step {escalation.step + 1} {left > 0 ? `in ${formatSpan(left)}` : 'is due now'}{' '}
                <span className="wf-muted">
                  (<Moment iso={escalation.nextAt} siteZone={siteZone} />)
                </span>
              </div>
            )}
            {!escalation.nextAt && <div className="wf-muted">The last step has been taken; the chain ends here.</div>}
          </>
        ) : (
          <div className="wf-muted">Nobody else will be told unless the case is reopened or its severity rises.</div>
        )}
        {told.length > 0 && (
          <ul className={styles.told} aria-label="Who was told">
            {told.map((line) => (
              <li key={line.seq}>
                {line.text}{' '}
                <span className="wf-muted">
                  <Moment iso={line.at} siteZone={siteZone} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
