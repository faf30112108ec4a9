import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { CaseLedgerDocument, CaseViewDocument } from '../../generated/graphql.ts';
import { problemCode } from '../../graphql/problem-text.ts';
import { useConnection } from '../../graphql/use-connection.ts';
import { useSiteZone } from '../../shell/use-site-zone.ts';
import { useAnnounce } from '../../ui/announcer.tsx';
import { EmptyNote, LoadingRows, ProblemState } from '../../ui/states.tsx';
import { AssetCard } from './asset-card.tsx';
import { CaseActions } from './case-actions.tsx';
import { CaseFindings } from './case-findings.tsx';
import { CaseHeader } from './case-header.tsx';
import { CaseLedger } from './case-ledger.tsx';
import { CaseStory } from './case-story.tsx';
import { inWords } from './clock-status.ts';
import { ClocksPanel } from './clocks-panel.tsx';
import { EscalationPanel } from './escalation-panel.tsx';
import { MilestonesPanel } from './milestones-panel.tsx';
import { useCaseChanges } from './use-case-changes.ts';
import styles from './case-page.module.css';

const route = getRouteApi('/cases/$caseId');

/** One case: its story first, then what proves it and what was done; clocks, escalation and actions beside it. */
export function CasePage() {
  const { caseId } = route.useParams();
  const announce = useAnnounce();
  const zoneOf = useSiteZone();
  const [{ data, error, fetching }, read] = useQuery({ query: CaseViewDocument, variables: { id: caseId } });
  const ledger = useConnection({ query: CaseLedgerDocument, variables: { id: caseId, first: 100 }, pick: (answer) => answer.case?.ledger, pages: 10 });
  const found = data?.case;
  const { reload: reloadLedger } = ledger;
  const reload = useCallback(() => {
    read({ requestPolicy: 'network-only' });
    reloadLedger();
  }, [read, reloadLedger]);
  useCaseChanges(found?.tenantId, reload, (change) => {
    if (change.id === caseId) announce(`This case changed: ${inWords(change.status).toLowerCase()}.`);
  });

  const gone = (found === null && !fetching && error === undefined) || (error !== undefined && problemCode(error) === 'NOT_FOUND');
  if (gone) {
    return (
      <div className="wf-page">
        <EmptyNote icon="cases" title="No such case">
          It does not exist, or belongs to a customer that you do not look after. <Link to="/cases">Back to the queue</Link>.
        </EmptyNote>
      </div>
    );
  }
  if (!found) {
    return (
      <div className="wf-page">
        {error === undefined ? <LoadingRows rows={12} what="the case" /> : <ProblemState error={error} what="this case" onRetry={reload} />}
      </div>
    );
  }
  const siteZone = zoneOf(found.tenantId, found.siteName);
  const findings = found.findings.edges.map(({ node }) => node);
  return (
    <div className="wf-page">
      <title>{`#${found.number} ${found.title} · Watchfloor`}</title>
      <CaseHeader found={found} siteZone={siteZone} />
      {error !== undefined && <ProblemState error={error} what="the newest state of this case" onRetry={reload} />}
      <div className={styles.columns}>
        <div className={styles.side}>
          <CaseActions found={found} onDone={reload} />
          <ClocksPanel clocks={found.clocks} siteZone={siteZone} />
          <EscalationPanel escalation={found.escalation} ledger={ledger.nodes ?? []} siteZone={siteZone} />
          {found.primaryAsset && <AssetCard asset={found.primaryAsset} />}
          <MilestonesPanel found={found} siteZone={siteZone} />
        </div>
        <div className={styles.story}>
          <CaseStory found={found} findings={findings} siteZone={siteZone} />
          <CaseFindings findings={findings} total={found.findings.totalCount ?? found.findingCount} siteZone={siteZone} />
          <CaseLedger found={found} ledger={ledger} siteZone={siteZone} onDone={reload} />
        </div>
      </div>
    </div>
  );
}
