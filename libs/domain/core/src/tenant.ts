import { Refused } from './refused.ts';

declare const tenantBrand: unique symbol;
/** A customer of the provider: a lower-case UUID that has been checked. */
export type TenantId = string & { readonly [tenantBrand]: true };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case UUID of any version; the only shape that may be inlined into SQL. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Checks and brands a tenant id. Throws Refused INVALID_INPUT for anything but a UUID. */
export function tenantIdOf(text: string): TenantId {
  const id = text.toLowerCase();
  if (!isUuid(id)) throw new Refused('INVALID_INPUT', 'tenant id must be a UUID');
  return id as TenantId;
}
