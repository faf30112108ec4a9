export { DEVICE_CLASSES, PURDUE_LEVELS, type DeviceClass, type PurdueLevel } from './purdue.ts';
export { escapeHtml } from './escape-html.ts';
export { httpStatusOf, isRefusalCode, REFUSAL_HTTP_STATUS, Refused, type RefusalCode } from './refused.ts';
export { covers, type Actor, type TenantScope } from './scope.ts';
export { CASE_SEVERITIES, caseSeverityOf, SEVERITY_NAME, severityIdOf, type CaseSeverity, type SeverityId } from './severity.ts';
export { isUuid, tenantIdOf, type TenantId } from './tenant.ts';
