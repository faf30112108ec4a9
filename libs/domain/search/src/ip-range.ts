import ipaddr from 'ipaddr.js';

/** A run of addresses as IPv6 bytes in hex, both ends within it. An IPv4 address is its IPv4-mapped IPv6 address. */
export interface IpRange {
  /** 32 lower-case hex digits. */
  readonly first: string;
  readonly last: string;
}

/** The 32 hex digits of an address, or undefined when the text is none. */
export function ipBytes(text: string): string | undefined {
  if (text.length > 45 || text.includes('%')) return undefined;
  if (!text.includes(':') ? !ipaddr.IPv4.isValidFourPartDecimal(text) : !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.parse(text);
  const bytes = address.kind() === 'ipv4' ? (address as ipaddr.IPv4).toIPv4MappedAddress().toByteArray() : address.toByteArray();
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Reads 'address/length', or undefined when it is none. Bits behind the length may be set. */
export function ipRangeOf(prefix: string): IpRange | undefined {
  const [address = '', lengthText = '', rest] = prefix.split('/');
  const bytes = ipBytes(address);
  if (bytes === undefined || rest !== undefined || !/^\d{1,3}$/.test(lengthText)) return undefined;
  const width = address.includes(':') ? 128 : 32;
  if (Number(lengthText) > width) return undefined;
  const free = BigInt(width - Number(lengthText));
  const mask = (1n << free) - 1n;
  const value = BigInt(`0x${bytes}`);
  const hex = (number: bigint): string => number.toString(16).padStart(32, '0');
  return { first: hex(value & ~mask), last: hex(value | mask) };
}

/** One spelling per address (RFC 5952 for IPv6), or undefined when the text is none. */
export function canonicalIp(text: string): string | undefined {
  if (ipBytes(text) === undefined) return undefined;
  const address = ipaddr.parse(text);
  return address.kind() === 'ipv6' ? (address as ipaddr.IPv6).toRFC5952String() : address.toString();
}

/** Hex digits as an IPv6 address in full. */
export function ipv6Text(bytes: string): string {
  return (bytes.match(/.{4}/g) ?? []).join(':');
}
