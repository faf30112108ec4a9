import { useCallback } from 'react';
import { useQuery } from 'urql';
import { ControlsDocument } from '../../generated/graphql.ts';
import { ChooseCustomer } from '../../shell/choose-customer.tsx';
import { useCustomerScope, type CustomerScope } from '../../shell/customer-scope.ts';
import { useMay } from '../../shell/viewer.tsx';
import { LoadingRows, ProblemState } from '../../ui/states.tsx';
import { ControlList } from './control-list.tsx';
import { PackageList } from './package-list.tsx';
import { RequestForm } from './request-form.tsx';
import { useEvidencePackages } from './use-evidence-packages.ts';
import { VerifyNote } from './verify-note.tsx';
import styles from './evidence.module.css';

/** Controls with their proof, and sealed packages of it. */
export function EvidencePage() {
  const { tenant } = useCustomerScope();
  return (
    <div className="wf-page">
      <title>Evidence · Watchfloor</title>
      <div className="wf-page-head">
        <h1>Evidence</h1>
      </div>
      {tenant === undefined ? <ChooseCustomer what="see its controls and evidence" /> : <EvidenceView key={tenant.tenantId} tenant={tenant} />}
    </div>
  );
}

function EvidenceView({ tenant }: { readonly tenant: NonNullable<CustomerScope['tenant']> }) {
  const mayRequest = useMay('evidence:request');
  const mayReadControls = useMay('control:read');
  const [{ data, error, fetching }, read] = useQuery({ query: ControlsDocument, variables: { tenantId: tenant.tenantId }, pause: !mayReadControls });
  const packages = useEvidencePackages(tenant.tenantId);
  const controls = data?.controls;
  const frameworks = [...new Set(controls?.map(({ framework }) => framework) ?? [])];
  const retry = useCallback(() => read({ requestPolicy: 'network-only' }), [read]);
  return (
    <div className={styles.columns}>
      <section className="wf-panel" aria-label="Controls">
        <header>
          <h2>Controls</h2>
          <span className="wf-muted">{frameworks.join(', ')}</span>
        </header>
        {error !== undefined && <ProblemState error={error} what="controls" onRetry={retry} />}
        {fetching && controls === undefined && <LoadingRows rows={10} what="controls" />}
        {!mayReadControls && <div className="wf-panel-body wf-muted">Your role does not see controls.</div>}
        {controls !== undefined && <ControlList controls={controls} />}
      </section>
      <div className={styles.side}>
        {mayRequest && <RequestForm tenantId={tenant.tenantId} frameworks={frameworks} onRequested={packages.reload} />}
        <PackageList packages={packages} slug={tenant.slug} />
        <VerifyNote />
      </div>
    </div>
  );
}
