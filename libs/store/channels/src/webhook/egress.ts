import { lookup as resolveName } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { DeliveryFailed } from '../delivery-failed.ts';

/** An address that has been checked; the request connects to it and to nothing else, whatever the name says a moment later. */
export interface Target {
  address: string;
  family: 4 | 6;
}

/**
 * Resolves the host of a customer's URL once and checks every address it has. Refuses (not retryable) anything that is
 * not a public unicast address, plain http, and credentials in the URL, unless `allowPrivate`. A name that does not
 * resolve is retryable.
 */
export async function resolveTarget(url: URL, allowPrivate: boolean): Promise<Target> {
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) throw new DeliveryFailed('webhook URL must be https', false);
  if (url.username !== '' || url.password !== '') throw new DeliveryFailed('webhook URL must not carry credentials', false);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await resolveAll(host) : [host];
  for (const address of addresses) {
    if (!allowPrivate && !isPublic(address)) throw new DeliveryFailed('webhook URL leads to an address that is not public', false);
  }
  const [first] = addresses;
  if (first === undefined) throw new DeliveryFailed('webhook host has no address', true);
  return { address: first, family: isIP(first) === 6 ? 6 : 4 };
}

/** True for public unicast; an IPv4 address inside an IPv6 one (mapped, NAT64, 6to4) is not accepted in that dress. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}

async function resolveAll(host: string): Promise<string[]> {
  try {
    return (await resolveName(host, { all: true })).map((entry) => entry.address);
  } catch {
    throw new DeliveryFailed('webhook host does not resolve', true);
  }
}
