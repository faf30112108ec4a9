import type { CaseStatus, Verdict } from '../../generated/graphql.ts';
import { inWords } from './clock-status.ts';

const TONES: Record<CaseStatus, string | undefined> = {
  NEW: 'high',
  IN_PROGRESS: 'low',
  ON_HOLD: undefined,
  RESOLVED: 'good',
  CLOSED: undefined,
};

interface StatusMarkProps {
  readonly status: CaseStatus;
  readonly acknowledged: boolean;
  readonly verdict: Verdict | undefined;
}

/** A case's state in words, with whether anybody has taken it or how it was judged. */
export function StatusMark({ status, acknowledged, verdict }: StatusMarkProps) {
  const after = verdict === undefined ? (status === 'NEW' && acknowledged ? 'acknowledged' : '') : inWords(verdict).toLowerCase();
  return (
    <>
      <span className="wf-tag" data-tone={TONES[status]}>
        {inWords(status)}
      </span>
      {after !== '' && <span className="wf-muted" style={{ fontSize: '0.75rem', marginLeft: 6 }}>{after}</span>}
    </>
  );
}
