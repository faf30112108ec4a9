/** What a role may do at a tenant. The one list: guards, the portal's menu and the role matrix read it. */
export const PERMISSIONS = [
  'self:read',
  'tenant:read',
  'asset:read',
  'sensor:read',
  'sensor:create',
  'event:read',
  /** Keep, rename and delete searches of one's own. */
  'search:save',
  'finding:read',
  'case:read',
  /** Ledger entries and comments that the customer does not see. */
  'case:read-internal',
  'case:comment',
  /** Acknowledge, assign, hold, resume, rate, resolve, close, reopen. */
  'case:act',
  'control:read',
  'evidence:read',
  'evidence:request',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['analyst', 'lead', 'customer-engineer', 'ot-approver', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Whose people hold the role: the provider's, or the customer's (auditors look at a customer on its behalf). */
export const ORG_OF_ROLE: Readonly<Record<Role, 'provider' | 'customer'>> = {
  analyst: 'provider',
  lead: 'provider',
  'customer-engineer': 'customer',
  'ot-approver': 'customer',
  auditor: 'customer',
};

const READ: readonly Permission[] = ['self:read', 'tenant:read', 'asset:read', 'sensor:read', 'event:read', 'finding:read', 'case:read', 'control:read', 'evidence:read'];
const ANALYST: readonly Permission[] = [...READ, 'search:save', 'case:read-internal', 'case:comment', 'case:act'];

/** Permissions of each role. An auditor changes nothing but the list of packages that they asked for. */
export const PERMISSIONS_OF_ROLE: Readonly<Record<Role, readonly Permission[]>> = {
  analyst: ANALYST,
  lead: [...ANALYST, 'sensor:create', 'evidence:request'],
  'customer-engineer': [...READ, 'search:save', 'case:comment'],
  'ot-approver': [...READ, 'search:save', 'case:comment'],
  auditor: [...READ, 'evidence:request'],
};

/** Narrows a text to a role. */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
