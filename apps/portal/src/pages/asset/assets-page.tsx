import { Button, NativeSelect } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { AssetLevelsDocument, AssetSitesDocument } from '../../generated/graphql.ts';
import { useConnection } from '../../graphql/use-connection.ts';
import { useCustomerScope } from '../../shell/customer-scope.ts';
import { EmptyNote, LoadingRows, ProblemState } from '../../ui/states.tsx';
import { groupByLevel } from './group-by-level.ts';
import { LevelLane } from './level-lane.tsx';
import styles from './assets.module.css';

const PAGE_SIZE = 100;
/** Read without being asked; beyond it a button reads on. */
const PAGES = 5;
const route = getRouteApi('/assets');

/** The plant from the enterprise network down to the process, level by level and zone by zone. */
export function AssetsPage() {
  const { site: siteId } = route.useSearch();
  const navigate = route.useNavigate();
  const { tenant, tenants } = useCustomerScope();
  const tenantId = tenant?.tenantId ?? null;
  const [{ data: siteData }] = useQuery({ query: AssetSitesDocument, variables: { tenantId } });
  const sites = useMemo(() => siteData?.sites ?? [], [siteData]);
  const chosen = sites.find((site) => site.siteId === siteId);
  const found = useConnection({
    query: AssetLevelsDocument,
    variables: { tenantId, siteId: chosen?.siteId ?? null, first: PAGE_SIZE },
    pick: (data) => data.assets,
    pages: PAGES,
  });
  const levels = useMemo(
    () => (found.nodes === undefined ? undefined : groupByLevel(found.nodes, chosen === undefined ? sites : [chosen])),
    [found.nodes, sites, chosen],
  );
  const unmanaged = found.nodes?.filter(({ managed }) => !managed).length ?? 0;
  const customerOf = (id: string): string => tenants.find((one) => one.tenantId === id)?.name ?? '';

  return (
    <div className="wf-page">
      <title>Assets · Watchfloor</title>
      <div className="wf-page-head">
        <h1>Assets by Purdue level</h1>
        {found.nodes !== undefined && (
          <span style={{ display: 'inline-flex', gap: 6, flexWrap: 'wrap' }}>
            <span className="wf-tag wf-number">{found.nodes.length} assets</span>
            {unmanaged > 0 && (
              <span className="wf-tag wf-number" data-tone="medium">
                {unmanaged} unmanaged
              </span>
            )}
          </span>
        )}
        <NativeSelect
          size="xs"
          aria-label="Site"
          className={styles.site}
          value={chosen?.siteId ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            void navigate({ search: value === '' ? {} : { site: value } });
          }}
          data={[
            { value: '', label: 'Every site' },
            ...sites.map((site) => ({ value: site.siteId, label: tenant === undefined ? `${customerOf(site.tenantId)}: ${site.name}` : site.name })),
          ]}
        />
      </div>
      {found.error !== undefined && (
        <section className="wf-panel">
          <ProblemState error={found.error} what="assets" onRetry={found.reload} />
        </section>
      )}
      {levels === undefined && found.error === undefined && (
        <section className="wf-panel">
          <LoadingRows rows={12} what="assets" />
        </section>
      )}
      {levels !== undefined && found.nodes?.length === 0 && found.error === undefined && (
        <section className="wf-panel" style={{ marginBottom: 14 }}>
          <EmptyNote icon="assets" title="No asset is known yet">
            Assets appear as soon as a sensor sees traffic, or when an inventory is imported.
          </EmptyNote>
        </section>
      )}
      <div aria-busy={found.loading} style={found.stale ? { opacity: 0.55 } : undefined}>
        {levels?.map((group) => (
          <LevelLane key={group.level ?? 'unknown'} group={group} manySites={chosen === undefined && sites.length > 1} />
        ))}
      </div>
      {found.hasMore && (
        <Button size="xs" variant="default" loading={found.loading} onClick={found.loadMore}>
          Show more
        </Button>
      )}
    </div>
  );
}
