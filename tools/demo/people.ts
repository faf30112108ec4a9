/** The demo's logins. Ids are fixed, so that Keycloak's `sub` and the grants in PostgreSQL name the same person. */
export type DemoRole = 'analyst' | 'lead' | 'customer-engineer' | 'ot-approver' | 'auditor';

export interface DemoPerson {
  readonly id: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly role: DemoRole;
  /** Slugs of the customers that this person works for or at. */
  readonly tenants: readonly string[];
}

export const WATER = 'aqua-utility';
export const HOSPITAL = 'st-elia-hospital';

const person = (n: number, username: string, [firstName, lastName]: readonly [string, string], domain: string, role: DemoRole, ...tenants: string[]): DemoPerson => ({
  id: `aaaaaaaa-0000-8000-8000-${String(n).padStart(12, '0')}`,
  username,
  firstName,
  lastName,
  email: `${username}@${domain}`,
  role,
  tenants,
});

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  person(1, 'ana', ['Ana', 'Kovac'], 'soc.example', 'analyst', WATER, HOSPITAL),
  person(2, 'leo', ['Leo', 'Brandt'], 'soc.example', 'lead', WATER, HOSPITAL),
  person(3, 'carla', ['Carla', 'Moretti'], 'aqua.example', 'customer-engineer', WATER),
  person(4, 'omar', ['Omar', 'Haddad'], 'aqua.example', 'ot-approver', WATER),
  person(5, 'aude', ['Aude', 'Lefevre'], 'audit.example', 'auditor', WATER),
  person(6, 'nora', ['Nora', 'Lind'], 'st-elia.example', 'customer-engineer', HOSPITAL),
  person(7, 'hugo', ['Hugo', 'Serra'], 'st-elia.example', 'ot-approver', HOSPITAL),
];

/** One ready client-credentials client per role; its service account is granted what the first person of that role has. */
export const DEMO_CLIENTS: readonly { readonly clientId: string; readonly serviceAccountId: string; readonly like: DemoPerson }[] = (
  ['analyst', 'lead', 'customer-engineer', 'ot-approver', 'auditor'] as const
).map((role, index) => {
  const like = DEMO_PEOPLE.find((p) => p.role === role);
  if (!like) throw new Error(`no demo person has the role ${role}`);
  return { clientId: `demo-${role}`, serviceAccountId: `aaaaaaaa-0000-8000-8000-${String(101 + index).padStart(12, '0')}`, like };
});
