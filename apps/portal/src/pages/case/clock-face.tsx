import { useNow } from '../../time/use-now.ts';
import { formatSpan, spokenSpan } from '../../time/format-span.ts';
import { formatInZone, formatMoment } from '../../time/format-moment.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { clockStatus, inWords, type ClockStatus, type ShownClock } from './clock-status.ts';
import styles from './clock-face.module.css';

const ICONS: Record<ClockStatus['tone'], IconName> = {
  breached: 'alert',
  warning: 'bell',
  running: 'clock',
  waiting: 'pause',
  met: 'check',
  cancelled: 'cross',
};

/** A clock that counts down each second; its state is told by icon, word and colour. */
export function ClockFace({ clock, named = true, siteZone }: { readonly clock: ShownClock; readonly named?: boolean; readonly siteZone?: string | undefined }) {
  const now = useNow();
  const status = clockStatus(clock, now);
  const name = inWords(clock.name);
  const { remainingMs } = status;
  const overdue = remainingMs !== undefined && remainingMs <= 0;
  const spoken =
    remainingMs === undefined ? `${name}: ${status.word}` : `${name}: ${status.word}, ${overdue ? 'by' : 'due in'} ${spokenSpan(remainingMs)}`;
  const site = siteZone === undefined || !clock.dueAt ? '' : `\nSite: ${formatInZone(clock.dueAt, siteZone)}`;
  const due = clock.dueAt ? `Due ${formatMoment(clock.dueAt, now)}\nUTC: ${formatInZone(clock.dueAt, 'UTC')}${site}` : undefined;
  return (
    <span className={styles.face} data-tone={status.tone} title={due} role="timer" aria-live="off" aria-label={spoken}>
      <Icon name={ICONS[status.tone]} size={14} />
      <span className={styles.time} aria-hidden="true">
        {remainingMs === undefined ? inWords(status.word) : `${overdue ? '+' : ''}${formatSpan(remainingMs)}`}
      </span>
      {(named || remainingMs !== undefined) && (
        <span className={styles.what} aria-hidden="true">
          {[named ? name.toLowerCase() : '', remainingMs !== undefined && status.tone !== 'running' ? status.word : ''].filter(Boolean).join(' · ')}
        </span>
      )}
    </span>
  );
}
