import { isUuid, Refused } from '@watchfloor/core';

/** Types that `node(id)` finds. */
export const NODE_TYPES = ['Tenant', 'Site', 'Asset', 'Sensor', 'Event', 'Finding', 'Case', 'EvidenceExport'] as const;
export type NodeType = (typeof NODE_TYPES)[number];

export interface GlobalId {
  readonly type: NodeType;
  readonly tenantId: string;
  readonly id: string;
}

/** An opaque id that is unique over types and tenants (Relay): base64url of `Type:tenant:id`. */
export function globalId(type: NodeType, tenantId: string, id: string): string {
  return Buffer.from(`${type}:${tenantId}:${id}`, 'utf8').toString('base64url');
}

/** Reads a global id. Throws Refused NOT_FOUND for anything else: such a node does not exist. */
export function parseGlobalId(text: string): GlobalId {
  const [type, tenantId, id, rest] = text.length <= 200 ? Buffer.from(text, 'base64url').toString('utf8').split(':') : [];
  if (!NODE_TYPES.includes(type as NodeType) || !tenantId || !id || rest !== undefined || !isUuid(tenantId) || !isUuid(id)) throw new Refused('NOT_FOUND', 'no such node');
  return { type: type as NodeType, tenantId, id };
}

/** The plain id in an argument that takes either a plain UUID or the global id of that type. Throws Refused NOT_FOUND otherwise. */
export function plainId(type: NodeType, text: string): string {
  if (isUuid(text.toLowerCase())) return text.toLowerCase();
  const parsed = parseGlobalId(text);
  if (parsed.type !== type) throw new Refused('NOT_FOUND', `no such ${type.toLowerCase()}`);
  return parsed.id;
}
