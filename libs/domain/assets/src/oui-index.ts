/** Longest prefixes first: a block of a block belongs to whom it was given on. Hex digits. */
const LENGTHS = [9, 7, 6] as const;
const LOCAL_BIT = 2;

/**
 * Vendors of network interfaces by the prefix of their address (IEEE MA-L, MA-M, MA-S). Built from prefixes of upper-case hex; of a
 * vendor's text the first line is kept, and each name once.
 */
export class OuiIndex {
  private readonly vendors = new Map<number, string>();

  constructor(entries: Iterable<readonly [prefix: string, vendor: string]>) {
    const names = new Map<string, string>();
    for (const [prefix, vendor] of entries) {
      const line = vendor.split('\n', 1)[0]?.trim() ?? '';
      if (line === '' || line === 'Private' || !LENGTHS.some((length) => length === prefix.length)) continue;
      const name = names.get(line) ?? line;
      names.set(name, name);
      this.vendors.set(keyOf(prefix), name);
    }
  }

  get size(): number {
    return this.vendors.size;
  }

  /** Vendor of a MAC address in any of the usual writings; undefined for one that is unknown, locally administered or no address. */
  vendorOf(mac: string): string | undefined {
    const hex = mac.replace(/[^0-9a-f]/gi, '').toUpperCase();
    if (hex.length !== 12 || (Number.parseInt(hex.slice(0, 2), 16) & LOCAL_BIT) !== 0) return undefined;
    for (const length of LENGTHS) {
      const vendor = this.vendors.get(keyOf(hex.slice(0, length)));
      if (vendor !== undefined) return vendor;
    }
    return undefined;
  }
}

/** The prefix as a number; its length stands above it, so that 00 and 000 differ. */
function keyOf(prefix: string): number {
  return prefix.length * 2 ** 36 + Number.parseInt(prefix, 16);
}
