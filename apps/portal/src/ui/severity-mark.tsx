import type { CaseSeverity } from '../generated/graphql.ts';
import styles from './severity-mark.module.css';

/** Each severity has its own outline, so that it is told apart without colour. */
const SHAPES: Record<CaseSeverity, { readonly label: string; readonly path: string; readonly solid: boolean }> = {
  CRITICAL: { label: 'Critical', path: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z', solid: true },
  HIGH: { label: 'High', path: 'M8 1.5l6.75 12.5H1.25z', solid: true },
  MEDIUM: { label: 'Medium', path: 'M8 1l7 7-7 7-7-7z', solid: false },
  LOW: { label: 'Low', path: 'M8 14.5L1.25 2h13.5z', solid: false },
  INFORMATIONAL: { label: 'Info', path: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z', solid: false },
};

/** A severity as shape, colour and word. */
export function SeverityMark({ severity }: { readonly severity: CaseSeverity }) {
  const shape = SHAPES[severity];
  return (
    <span className={styles.mark} data-severity={severity}>
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d={shape.path} fill={shape.solid ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.75" strokeLinejoin="round" />
      </svg>
      {shape.label}
    </span>
  );
}

/** Severities, highest first, with their words. */
export const SEVERITIES = (Object.keys(SHAPES) as CaseSeverity[]).map((value) => ({ value, label: SHAPES[value].label }));
