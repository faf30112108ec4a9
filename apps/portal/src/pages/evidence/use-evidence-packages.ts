import { useEffect } from 'react';
import { EvidenceExportsDocument, type EvidenceExportsQuery } from '../../generated/graphql.ts';
import { useConnection, type ConnectionState } from '../../graphql/use-connection.ts';

export type EvidencePackage = EvidenceExportsQuery['evidenceExports']['edges'][number]['node'];

const PAGE_SIZE = 25;
const POLL_MS = 3_000;

/** A customer's packages, newest first; read again every 3 s while one is being made. */
export function useEvidencePackages(tenantId: string): ConnectionState<EvidencePackage> {
  const packages = useConnection({ query: EvidenceExportsDocument, variables: { tenantId, first: PAGE_SIZE }, pick: (data) => data.evidenceExports });
  const { nodes, reload } = packages;
  useEffect(() => {
    if (nodes?.some(({ status }) => status === 'REQUESTED') !== true) return;
    const timer = window.setTimeout(reload, POLL_MS);
    return () => window.clearTimeout(timer);
  }, [nodes, reload]);
  return packages;
}
