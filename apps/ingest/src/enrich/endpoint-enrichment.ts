import type { OuiIndex } from '@watchfloor/assets';
import type { NetworkEndpoint, OcsfEvent } from '@watchfloor/ocsf';
import type { GeoDatabase } from './geo-database.ts';

type Addition = Pick<NetworkEndpoint, 'mac_vendor' | 'location' | 'autonomous_system'>;

/** Addresses whose additions are remembered; when there are more, it starts anew. */
const REMEMBERED = 50_000;

/** Adds to both ends of an event what is known of any address: the vendor of its interface, its place and its network. What the source said stays. */
export class EndpointEnrichment {
  private readonly vendors: OuiIndex;
  private readonly geo: GeoDatabase;
  private readonly byMac = new Map<string, Addition | undefined>();
  private readonly byIp = new Map<string, Addition | undefined>();

  constructor(vendors: OuiIndex, geo: GeoDatabase) {
    this.vendors = vendors;
    this.geo = geo;
  }

  /** The event with its additions; the same object where there is nothing to add. */
  enrich(event: OcsfEvent): OcsfEvent {
    const src = this.endpoint(event.src_endpoint);
    const dst = this.endpoint(event.dst_endpoint);
    if (src === event.src_endpoint && dst === event.dst_endpoint) return event;
    return { ...event, ...(src ? { src_endpoint: src } : {}), ...(dst ? { dst_endpoint: dst } : {}) };
  }

  private endpoint(endpoint: NetworkEndpoint | undefined): NetworkEndpoint | undefined {
    if (endpoint === undefined) return undefined;
    const vendor = endpoint.mac === undefined ? undefined : remembered(this.byMac, endpoint.mac, (mac) => this.vendorOf(mac));
    const place = endpoint.ip === undefined || this.geo.isEmpty ? undefined : remembered(this.byIp, endpoint.ip, (ip) => this.placeOf(ip));
    return vendor === undefined && place === undefined ? endpoint : { ...vendor, ...place, ...endpoint };
  }

  private vendorOf(mac: string): Addition | undefined {
    const vendor = this.vendors.vendorOf(mac);
    return vendor === undefined ? undefined : { mac_vendor: vendor };
  }

  private placeOf(ip: string): Addition | undefined {
    const place = this.geo.placeOf(ip);
    return Object.keys(place).length === 0 ? undefined : place;
  }
}

function remembered<Value>(cache: Map<string, Value>, key: string, make: (key: string) => Value): Value {
  const known = cache.get(key);
  if (known !== undefined || cache.has(key)) return known as Value;
  if (cache.size >= REMEMBERED) cache.clear();
  const made = make(key);
  cache.set(key, made);
  return made;
}
