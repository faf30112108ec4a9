import type { OnCallSchedule } from '../contract/contract-schema.ts';

export interface OnCallDuty {
  readonly personId: string;
  readonly source: 'rotation' | 'override';
}

/** Who is on call at an instant (epoch ms); undefined in a gap. The last override that covers the instant wins. */
export function resolveOnCall(_schedule: OnCallSchedule, _at: number): OnCallDuty | undefined {
  throw new Error('to be written');
}
