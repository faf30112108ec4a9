import type { CaseDetailFragment, CaseViewQuery } from '../../generated/graphql.ts';
import { Moment } from '../../ui/moment.tsx';
import { storyOf } from './story-of.ts';
import { TechniqueTag } from './technique-tag.tsx';
import styles from './case-page.module.css';

export type CaseFinding = NonNullable<CaseViewQuery['case']>['findings']['edges'][number]['node'];

interface CaseStoryProps {
  readonly found: CaseDetailFragment;
  readonly findings: readonly CaseFinding[];
  readonly siteZone: string | undefined;
}

/** What happened, why it was raised, what to do next: in that order, before any table. */
export function CaseStory({ found, findings, siteZone }: CaseStoryProps) {
  const { happened, reasons, steps, confidence } = storyOf(found.summary, found.title, findings);
  return (
    <article className="wf-panel" aria-label="Story" data-order="2">
      <section className={styles.chapter}>
        <h2>What happened</h2>
        <p className={styles.lead}>{happened}</p>
        <p className="wf-muted">
          {found.firstEventAt && (
            <>
              First event <Moment iso={found.firstEventAt} siteZone={siteZone} /> ·{' '}
            </>
          )}
          {found.findingCount} {found.findingCount === 1 ? 'finding' : 'findings'} · opened <Moment iso={found.openedAt} siteZone={siteZone} />
        </p>
      </section>
      <section className={styles.chapter}>
        <h2>Why it was raised</h2>
        {reasons.map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
        <p className="wf-muted">
          Raised by rule <span className="wf-mono">{found.detectionId}</span>
          {confidence > 0 && ` · confidence ${confidence} %`}
        </p>
        {found.techniques.length > 0 && (
          <ul className={styles.techniques} aria-label="ATT&CK techniques">
            {found.techniques.map((id) => (
              <li key={id}>
                <TechniqueTag id={id} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className={styles.chapter}>
        <h2>What to do next</h2>
        {steps.length === 0 ? (
          <p className="wf-muted">The rule gives no steps. Look at the findings below and decide.</p>
        ) : (
          <ol>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
      </section>
    </article>
  );
}
