import type { EvidenceQuery } from './evidence-query.ts';

/** How a control is proven: by a named query, or by people, with the reason why no query can. */
export type Proof = { readonly kind: 'query'; readonly query: EvidenceQuery } | { readonly kind: 'manual'; readonly reason: string };

export interface Control {
  readonly id: string;
  readonly title: string;
  /** Title of the group it belongs to (a CSF function, an IEC 62443 foundational requirement …). */
  readonly group: string;
  readonly proof: Proof;
}

export interface Framework {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** Under what terms the ids may be shown. */
  readonly licence: string;
  readonly source: string;
  readonly controls: readonly Control[];
}
