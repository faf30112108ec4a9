import { useConsole } from '../console-context.ts';
import { useLive, type LiveState } from '../graphql/live-connection.ts';
import styles from './header-tools.module.css';

const WORDS: Record<LiveState, { readonly short: string; readonly long: string }> = {
  connecting: { short: 'Connecting', long: 'Opening the connection for live updates' },
  live: { short: 'Live', long: 'Changes appear as they happen' },
  offline: { short: 'Reconnecting', long: 'Live updates are interrupted; pages are read again every 30 seconds meanwhile' },
};

/** Whether live updates flow. */
export function LiveMark() {
  const { live } = useConsole();
  const { state } = useLive(live);
  const words = WORDS[state];
  return (
    <span className={styles.live} data-state={state} title={words.long} role="img" aria-label={`Updates: ${words.short}`}>
      <i className={styles.dot} />
      <span aria-hidden="true">{words.short}</span>
    </span>
  );
}
