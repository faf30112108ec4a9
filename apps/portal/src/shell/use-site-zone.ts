import { useQuery } from 'urql';
import { SiteZonesDocument } from '../generated/graphql.ts';

/** The time zone of a customer's site, found by its id or its name; undefined until known. */
export function useSiteZone(): (tenantId: string, site: string | null | undefined) => string | undefined {
  const [{ data }] = useQuery({ query: SiteZonesDocument, requestPolicy: 'cache-first' });
  return (tenantId, site) =>
    data?.sites.find((one) => one.tenantId === tenantId && (one.siteId === site || one.name === site))?.timeZone;
}
