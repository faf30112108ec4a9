import { describe, expect, it } from 'vitest';
import { mintSensorKey, PERMISSIONS, PERMISSIONS_OF_ROLE, ROLES, scopeAt, scopeFor, sensorScope, serviceScope, type Principal } from '../src/index.ts';
import { mintTenantScope } from '@watchfloor/core/mint';

const A = '11111111-1111-4111-8111-111111111111';
const B = '22222222-2222-4222-8222-222222222222';
const actor = { kind: 'person', id: 's', name: 'lou', org: 'provider', roles: ['lead', 'auditor'] } as const;
const lou: Principal = {
  actor, displayName: 'Lou', scope: mintTenantScope(actor, [A, B]), permissions: new Set(PERMISSIONS), expiresAt: Infinity,
  grants: [
    { tenantId: A, role: 'lead', permissions: PERMISSIONS_OF_ROLE.lead, periodFrom: null, periodTo: null },
    { tenantId: B, role: 'auditor', permissions: PERMISSIONS_OF_ROLE.auditor, periodFrom: null, periodTo: null },
  ],
};

describe('roles', () => {
  it('hold these permissions', () => {
    const matrix = Object.fromEntries(PERMISSIONS.map((permission) => [permission, ROLES.filter((role) => PERMISSIONS_OF_ROLE[role].includes(permission)).join(' ')]));
    expect(matrix).toMatchInlineSnapshot(`
      {
        "asset:read": "analyst lead customer-engineer ot-approver auditor",
        "case:act": "analyst lead",
        "case:comment": "analyst lead customer-engineer ot-approver",
        "case:read": "analyst lead customer-engineer ot-approver auditor",
        "case:read-internal": "analyst lead",
        "control:read": "analyst lead customer-engineer ot-approver auditor",
        "event:read": "analyst lead customer-engineer ot-approver auditor",
        "evidence:read": "analyst lead customer-engineer ot-approver auditor",
        "evidence:request": "lead auditor",
        "finding:read": "analyst lead customer-engineer ot-approver auditor",
        "search:save": "analyst lead customer-engineer ot-approver",
        "self:read": "analyst lead customer-engineer ot-approver auditor",
        "sensor:create": "lead",
        "sensor:read": "analyst lead customer-engineer ot-approver auditor",
        "tenant:read": "analyst lead customer-engineer ot-approver auditor",
      }
    `);
  });

  it('of customers and auditors never act, create or see the internal side', () => {
    for (const role of ['customer-engineer', 'ot-approver', 'auditor'] as const) expect(PERMISSIONS_OF_ROLE[role]).not.toEqual(expect.arrayContaining(['case:act']));
    for (const permission of ['case:act', 'case:read-internal', 'sensor:create'] as const) for (const role of ['customer-engineer', 'ot-approver', 'auditor'] as const) expect(PERMISSIONS_OF_ROLE[role].includes(permission)).toBe(false);
    expect(PERMISSIONS_OF_ROLE.auditor.includes('case:comment')).toBe(false);
  });
});

describe('a person with different roles at two customers', () => {
  it('has for each permission the customers at which they hold it', () => {
    expect(scopeFor(lou, 'case:read').tenants).toEqual([A, B]);
    expect(scopeFor(lou, 'case:act').tenants).toEqual([A]);
    expect(() => scopeFor({ ...lou, grants: lou.grants.slice(1) }, 'case:act')).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });

  it('acts at each in the role that they have there', () => {
    expect(scopeAt(lou, 'case:act', A).actor).toMatchObject({ org: 'provider', roles: ['lead'] });
    expect(scopeAt(lou, 'evidence:request', B).actor).toMatchObject({ org: 'customer', roles: ['auditor'] });
    expect(() => scopeAt(lou, 'case:act', B)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
    expect(() => scopeAt(lou, 'case:read', '33333333-3333-4333-8333-333333333333')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });
});

describe('scopes of machines', () => {
  it('name the machine and its tenants, and are never empty', () => {
    expect(serviceScope('detect', [A]).actor).toEqual({ kind: 'service', id: 'detect', name: 'detect', org: 'system', roles: [] });
    expect(sensorScope({ id: 's1', tenantId: A, name: 'edge' })).toMatchObject({ tenants: [A], actor: { kind: 'sensor', id: 's1' } });
    expect(() => serviceScope('detect', [])).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
    expect(() => serviceScope('detect', ['*'])).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it('come from keys that are long, different and kept as hashes', () => {
    const keys = Array.from({ length: 100 }, mintSensorKey);
    expect(new Set(keys.map((key) => key.key)).size).toBe(100);
    expect(keys.every(({ key, keyHash, keyPrefix }) => /^wfs_[\w-]{43}$/.test(key) && /^[0-9a-f]{64}$/.test(keyHash) && key.startsWith(keyPrefix) && keyPrefix.length === 12)).toBe(true);
  });
});
