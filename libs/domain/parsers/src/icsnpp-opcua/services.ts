import type { OtAccess } from '@watchfloor/ocsf';

// OPC 10000-4 (services): what each does to the server; sessions, channels and subscriptions do nothing to the process.
const ACCESS: Readonly<Record<string, OtAccess>> = {
  Read: 'read', HistoryRead: 'read', Publish: 'read', Republish: 'read', Browse: 'read', BrowseNext: 'read', QueryFirst: 'read', QueryNext: 'read',
  TranslateBrowsePathsToNodeIds: 'read',
  Write: 'write', HistoryUpdate: 'write', AddNodes: 'write', DeleteNodes: 'write', AddReferences: 'write', DeleteReferences: 'write',
  Call: 'control',
  GetEndpoints: 'diagnostic', FindServers: 'diagnostic', FindServersOnNetwork: 'diagnostic',
};

/** Access of a service, named with or without Request or Response. */
export function opcuaAccess(service: string): OtAccess {
  return Object.hasOwn(ACCESS, service) ? (ACCESS[service] ?? 'other') : 'other';
}

/** 'WriteRequest' → 'Write'. */
export function serviceOf(identifier: string): string {
  return identifier.replace(/(?:Request|Response)$/, '');
}
