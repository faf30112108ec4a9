import { defineSearchAttributeKey } from '@temporalio/common';

/** Search attributes of a case, for operators. They are plain text in Temporal: no names, no titles. Registered by the provisioner. */
export const TenantId = defineSearchAttributeKey('TenantId', 'KEYWORD');
export const CaseSeverity = defineSearchAttributeKey('CaseSeverity', 'KEYWORD');
export const CaseStatus = defineSearchAttributeKey('CaseStatus', 'KEYWORD');
export const SlaState = defineSearchAttributeKey('SlaState', 'KEYWORD');
export const NextSlaDueAt = defineSearchAttributeKey('NextSlaDueAt', 'DATETIME');
