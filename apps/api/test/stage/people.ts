import type { Role } from '@watchfloor/identity';

/** Subjects of the tests' logins: their role, and the tenants that they hold it at. */
export const PEOPLE = {
  leo: { role: 'lead', tenants: ['a', 'b'] },
  ana: { role: 'analyst', tenants: ['a'] },
  lena: { role: 'lead', tenants: ['a'] },
  carla: { role: 'customer-engineer', tenants: ['a'] },
  omar: { role: 'ot-approver', tenants: ['a'] },
  aude: { role: 'auditor', tenants: ['a'] },
  bruno: { role: 'customer-engineer', tenants: ['b'] },
  nobody: { role: 'analyst', tenants: [] },
} as const satisfies Record<string, { role: Role; tenants: readonly ('a' | 'b')[] }>;

export type Person = keyof typeof PEOPLE;

/** The period that the auditor may look at. */
export const AUDIT_PERIOD = { periodFrom: new Date('2026-04-01T00:00:00Z'), periodTo: new Date('2026-07-01T00:00:00Z') };
