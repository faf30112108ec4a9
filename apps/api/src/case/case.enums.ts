import { registerEnumType } from '@nestjs/graphql';
import type { Verdict as CaseVerdict, CaseStatus as DomainStatus } from '@watchfloor/cases';
import type { CaseSeverity as DomainSeverity } from '@watchfloor/core';

type EnumOf<Value extends string> = Readonly<Record<Uppercase<Value>, Value>>;

export const CaseStatus: EnumOf<DomainStatus> = { NEW: 'new', IN_PROGRESS: 'in_progress', ON_HOLD: 'on_hold', RESOLVED: 'resolved', CLOSED: 'closed' };
export type CaseStatus = DomainStatus;
registerEnumType(CaseStatus, { name: 'CaseStatus' });

export const CaseSeverity: EnumOf<DomainSeverity> = { INFORMATIONAL: 'informational', LOW: 'low', MEDIUM: 'medium', HIGH: 'high', CRITICAL: 'critical' };
export type CaseSeverity = DomainSeverity;
registerEnumType(CaseSeverity, { name: 'CaseSeverity' });

export const Verdict: EnumOf<CaseVerdict> = { TRUE_POSITIVE: 'true_positive', BENIGN_POSITIVE: 'benign_positive', FALSE_POSITIVE: 'false_positive', DUPLICATE: 'duplicate', EXERCISE: 'exercise' };
export type Verdict = CaseVerdict;
registerEnumType(Verdict, { name: 'Verdict', description: 'What a case turned out to be.' });

export const ClockState = { RUNNING: 'running', OUTSIDE_HOURS: 'outside_hours', PAUSED: 'paused', MET: 'met', MET_LATE: 'met_late', BREACHED: 'breached', CANCELLED: 'cancelled' } as const;
export type ClockState = (typeof ClockState)[keyof typeof ClockState];
registerEnumType(ClockState, { name: 'ClockState' });

export const CommentVisibility = { INTERNAL: 'internal', CUSTOMER: 'customer' } as const;
export type CommentVisibility = (typeof CommentVisibility)[keyof typeof CommentVisibility];
registerEnumType(CommentVisibility, { name: 'CommentVisibility', description: 'INTERNAL: only people of the provider see it.' });
