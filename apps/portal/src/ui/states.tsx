import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { problemText } from '../graphql/problem-text.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './states.module.css';

/** A request that failed: what happened in the API's words, what to do, and a way to try again. */
export function ProblemState({ error, what, onRetry }: { readonly error: CombinedError; readonly what: string; readonly onRetry: () => void }) {
  const network = error.networkError !== undefined && error.graphQLErrors.length === 0;
  return (
    <div className={styles.state} role="alert">
      <span className={styles.alarm}>
        <Icon name="alert" size={20} />
      </span>
      <div>
        <strong>Could not load {what}</strong>
        <p>{problemText(error)}</p>
        {network && <p>Check your connection. If it holds, the service may be restarting: try again in a few seconds.</p>}
        <Button size="xs" variant="default" onClick={onRetry}>
          Retry
        </Button>
      </div>
    </div>
  );
}

/** Nothing to show, and why that may be. */
export function EmptyNote({ icon, title, children }: { readonly icon: IconName; readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={styles.state}>
      <span className={styles.quiet}>
        <Icon name={icon} size={20} />
      </span>
      <div>
        <strong>{title}</strong>
        {children !== undefined && <div className={styles.why}>{children}</div>}
      </div>
    </div>
  );
}

/** Rows on their way. */
export function LoadingRows({ rows = 8, what }: { readonly rows?: number; readonly what: string }) {
  return (
    <div className={styles.loading} role="status" aria-label={`Loading ${what}`}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={18} width={`${92 - ((row * 17) % 38)}%`} />
      ))}
    </div>
  );
}
