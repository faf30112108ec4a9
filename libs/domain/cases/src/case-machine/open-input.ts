import type { Actor, CaseSeverity } from '@watchfloor/core';
import type { Policy } from '../policy.ts';
import type { CaseFinding } from './command.ts';

/** What a case starts from; the gateway's OpenCaseInput has the same fields but `openedAt`, `by`, `key` and `policy`. */
export interface OpenInput {
  readonly tenantId: string;
  readonly caseId: string;
  readonly siteId?: string | null | undefined;
  readonly groupKey: string;
  readonly detectionId: string;
  readonly title: string;
  readonly summary: string;
  readonly severity: CaseSeverity;
  readonly primaryAssetId?: string | null | undefined;
  readonly techniques: readonly string[];
  /** Epoch ms of the first event; null when unknown. */
  readonly firstEventAt?: number | null | undefined;
  readonly findings: readonly CaseFinding[];
  readonly linkedCaseId?: string | null | undefined;
  /** When the clocks start, epoch ms: the start time of the workflow. */
  readonly openedAt: number;
  /** Who opened it; default: the service `detect`. */
  readonly by?: Actor | undefined;
  /** Idempotency key of the opening, if it had one. */
  readonly key?: string | undefined;
  readonly policy: Policy;
}
