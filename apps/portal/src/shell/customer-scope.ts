import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useViewer, type ViewerTenant } from './viewer.tsx';

/** The part of the address that every page keeps: which customer is looked at (slug), or all of mine. */
export type ScopeSearch = {
  readonly customer?: string;
};

export interface CustomerScope {
  readonly tenants: readonly ViewerTenant[];
  /** The customer looked at; undefined means all of mine. With a single customer it is that one. */
  readonly tenant: ViewerTenant | undefined;
  readonly choose: (slug: string | undefined) => void;
}

/** The customer that the pages show, kept in the address. */
export function useCustomerScope(): CustomerScope {
  const { tenants } = useViewer();
  const { customer } = useSearch({ from: '__root__' });
  const navigate = useNavigate();
  const choose = useCallback(
    (slug: string | undefined) => void navigate({ to: '.', search: (search) => ({ ...search, customer: slug }) }),
    [navigate],
  );
  const tenant = tenants.length === 1 ? tenants[0] : tenants.find((one) => one.slug === customer);
  return { tenants, tenant, choose };
}
