/** Ids and facts of a small plant as `seedTenant` writes it. Addresses are the same in every tenant, on purpose. */
export interface SeededTenant {
  readonly tenantId: string;
  readonly slug: string;
  readonly siteId: string;
  /** IANA zone of the site. */
  readonly timeZone: string;
  readonly zones: { readonly enterprise: string; readonly operations: string; readonly control: string };
  readonly assets: Readonly<Record<SeededAssetName, { readonly id: string; readonly ip: string; readonly mac: string }>>;
  readonly sensor: { readonly id: string; readonly key: string };
  readonly contractVersion: number;
}

export type SeededAssetName = 'plc' | 'hmi' | 'engineering' | 'office';
