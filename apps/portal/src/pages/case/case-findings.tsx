import { useState } from 'react';
import { Moment } from '../../ui/moment.tsx';
import { SeverityMark } from '../../ui/severity-mark.tsx';
import type { CaseFinding } from './case-story.tsx';
import { FindingEvents } from './finding-events.tsx';
import styles from './case-page.module.css';

interface CaseFindingsProps {
  readonly findings: readonly CaseFinding[];
  readonly total: number;
  readonly siteZone: string | undefined;
}

/** The findings behind the case; each opens to its matched fields and, on demand, the sensor's own lines. */
export function CaseFindings({ findings, total, siteZone }: CaseFindingsProps) {
  return (
    <section className="wf-panel" aria-label="Findings" data-order="5">
      <header>
        <h2>Findings</h2>
        <span className="wf-muted wf-number">{findings.length < total ? `${findings.length} of ${total}` : total}</span>
      </header>
      {findings.length === 0 && <div className="wf-panel-body wf-muted">The findings are no longer held, or have not arrived yet.</div>}
      <div>
        {findings.map((finding) => (
          <FindingRow key={finding.id} finding={finding} siteZone={siteZone} />
        ))}
      </div>
    </section>
  );
}

function FindingRow({ finding, siteZone }: { readonly finding: CaseFinding; readonly siteZone: string | undefined }) {
  const [opened, setOpened] = useState(false);
  return (
    <details className={styles.finding} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary className="wf-disclosure">
        <SeverityMark severity={finding.severity} />
        <span>
          {finding.title}
          <span className="wf-muted wf-mono" style={{ display: 'block' }}>
            {[finding.srcIp, finding.dstIp].filter(Boolean).join(' → ')}
          </span>
        </span>
        <span className="wf-muted">
          <Moment iso={finding.time} siteZone={siteZone} />
        </span>
      </summary>
      {opened && (
        <div className={styles.findingBody}>
          <div>{finding.reason}</div>
          <div>
            <h3>Matched fields</h3>
            <MatchedFields matched={finding.matched} />
          </div>
          <FindingEvents findingId={finding.id} siteZone={siteZone} />
        </div>
      )}
    </details>
  );
}

function MatchedFields({ matched }: { readonly matched: unknown }) {
  const fields = typeof matched === 'object' && matched !== null ? Object.entries(matched) : [];
  if (fields.length === 0) return <span className="wf-muted">The rule named no field.</span>;
  return (
    <dl className="wf-facts">
      {fields.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt className="wf-mono">{name}</dt>
          <dd className="wf-mono">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
