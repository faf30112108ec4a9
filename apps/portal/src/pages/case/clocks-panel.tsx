import type { CaseDetailFragment } from '../../generated/graphql.ts';
import { useNow } from '../../time/use-now.ts';
import { formatSpan } from '../../time/format-span.ts';
import { Moment } from '../../ui/moment.tsx';
import { ClockFace } from './clock-face.tsx';
import { clockStatus, inWords } from './clock-status.ts';
import styles from './case-page.module.css';

type Clock = CaseDetailFragment['clocks'][number];

/** The case's clocks: state, what is left, how much of the target is used, in which calendar. */
export function ClocksPanel({ clocks, siteZone }: { readonly clocks: readonly Clock[]; readonly siteZone: string | undefined }) {
  return (
    <section className="wf-panel" aria-label="Clocks" data-order="3">
      <header>
        <h2>Clocks</h2>
      </header>
      {clocks.length === 0 && <div className="wf-panel-body wf-muted">The contract sets no target for this severity.</div>}
      {clocks.map((clock) => (
        <ClockRow key={clock.name} clock={clock} siteZone={siteZone} />
      ))}
    </section>
  );
}

function ClockRow({ clock, siteZone }: { readonly clock: Clock; readonly siteZone: string | undefined }) {
  const now = useNow();
  const { tone, remainingMs } = clockStatus(clock, now);
  const targetMs = clock.targetMinutes * 60_000;
  const used = tone === 'running' || tone === 'warning' ? targetMs - (remainingMs ?? targetMs) : clock.consumedSeconds * 1_000;
  const share = tone === 'breached' ? 100 : Math.max(0, Math.min(100, (100 * used) / targetMs));
  return (
    <div className={styles.clock}>
      <div className={styles.clockRow}>
        <strong>{inWords(clock.name)}</strong>
        <ClockFace clock={clock} named={false} siteZone={siteZone} />
      </div>
      <div className={styles.bar} data-tone={tone} aria-hidden="true">
        <i style={{ width: `${share}%` }} />
      </div>
      <div className={styles.clockNote}>
        Target {formatTarget(clock.targetMinutes)} · {clock.calendar}
        {clock.stoppedAt ? (
          <>
            {' '}
            · stopped <Moment iso={clock.stoppedAt} siteZone={siteZone} /> after {formatSpan(clock.consumedSeconds * 1_000)}
          </>
        ) : (
          clock.dueAt && (
            <>
              {' '}
              · due <Moment iso={clock.dueAt} siteZone={siteZone} />
            </>
          )
        )}
      </div>
    </div>
  );
}

function formatTarget(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
