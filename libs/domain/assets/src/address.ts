import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.parse>;

/** A network prefix that can be asked for membership. */
export interface Prefix {
  readonly text: string;
  /** Length in bits of the family's own width: 0–32 or 0–128. */
  readonly length: number;
  contains(ip: string): boolean;
}

/** Parses an address; IPv4-mapped IPv6 becomes IPv4 and an IPv6 scope ('%eth0') is dropped. Undefined when it is no address. */
function parseAddress(text: string): Address | undefined {
  const scope = text.indexOf('%');
  const bare = scope < 0 ? text : text.slice(0, scope);
  if (bare.includes(':')) return ipaddr.IPv6.isValid(bare) ? ipaddr.process(bare) : undefined;
  return ipaddr.IPv4.isValidFourPartDecimal(bare) ? ipaddr.IPv4.parse(bare) : undefined;
}

/** One spelling per address (RFC 5952 for IPv6), or undefined when the text is no IP address. */
export function canonicalIp(text: string): string | undefined {
  const address = parseAddress(text);
  if (address === undefined) return undefined;
  return address.kind() === 'ipv6' ? (address as ipaddr.IPv6).toRFC5952String() : address.toString();
}

/** Compiles 'address/length' (or a single address) to a membership test. Throws RangeError with the text when it is neither. */
export function compilePrefix(cidr: string): Prefix {
  const slash = cidr.indexOf('/');
  const network = parseAddress(slash < 0 ? cidr : cidr.slice(0, slash));
  if (network === undefined) throw new RangeError(`not an IP prefix: ${cidr}`);
  const width = network.kind() === 'ipv6' ? 128 : 32;
  const lengthText = slash < 0 ? String(width) : cidr.slice(slash + 1);
  const length = Number(lengthText);
  if (!/^\d{1,3}$/.test(lengthText) || length > width) throw new RangeError(`not an IP prefix: ${cidr}`);
  const bytes = network.toByteArray();
  return {
    text: cidr,
    length,
    contains: (ip) => {
      const other = parseAddress(ip)?.toByteArray();
      return other !== undefined && other.length === bytes.length && sameBits(bytes, other, length);
    },
  };
}

function sameBits(a: readonly number[], b: readonly number[], bits: number): boolean {
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) if (a[i] !== b[i]) return false;
  const rest = bits & 7;
  return rest === 0 || (a[whole] ?? 0) >> (8 - rest) === (b[whole] ?? 0) >> (8 - rest);
}

const NOT_A_HOST = new Set(['multicast', 'broadcast', 'unspecified', 'loopback', 'linkLocal']);

/** True for an address that stands for one host beyond its link: not multicast, broadcast, loopback, link-local or unspecified. */
export function isHostAddress(text: string): boolean {
  const address = parseAddress(text);
  return address !== undefined && !NOT_A_HOST.has(address.range());
}
