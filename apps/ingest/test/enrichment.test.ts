import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OuiIndex } from '@watchfloor/assets';
import type { OcsfEvent } from '@watchfloor/ocsf';
import { pythonWith } from '@watchfloor/testing-env';
import { describe, expect, it } from 'vitest';
import { EndpointEnrichment } from '../src/enrich/endpoint-enrichment.ts';
import { GeoDatabase } from '../src/enrich/geo-database.ts';
import { ouiVendors } from '../src/enrich/oui-vendors.ts';

const run = promisify(execFile);
const event = (ends: Partial<OcsfEvent>): OcsfEvent => ({
  class_uid: 4001, category_uid: 4, type_uid: 400_106, activity_id: 6, severity_id: 1, time: 0, metadata: { version: '1.8.0', product: { name: 'x' } }, ...ends,
});

describe('the vendor of an interface', () => {
  it('is that of its longest known prefix, in any writing of the address', () => {
    const index = new OuiIndex([['001C06', 'Siemens Numerical Control Ltd., Nanjing\nsomewhere'], ['70B3D5', 'IEEE Registration Authority'], ['70B3D5123', 'Small Maker'], ['0055DA', 'IEEE'], ['0055DA1', 'Middle Maker'], ['AAAAAA', 'Private']]);
    expect(['00:1c:06:00:00:01', '00-1C-06-AA-BB-CC', '001c.06aa.bbcc'].map((mac) => index.vendorOf(mac))).toEqual(Array(3).fill('Siemens Numerical Control Ltd., Nanjing'));
    expect([index.vendorOf('70:b3:d5:12:3f:ff'), index.vendorOf('70:b3:d5:99:9f:ff'), index.vendorOf('00:55:da:1f:ff:ff')]).toEqual(['Small Maker', 'IEEE Registration Authority', 'Middle Maker']);
  });

  it('is not told of addresses that are local, unknown or none', () => {
    const index = ouiVendors();
    expect(index.size).toBeGreaterThan(40_000);
    expect(['02:1c:06:00:00:01', 'ff:ff:ff:ff:ff:ff', '', 'nonsense', '00:1c:06'].map((mac) => index.vendorOf(mac))).toEqual(Array(5).fill(undefined));
    expect(index.vendorOf('00:0e:8c:11:22:33')).toMatch(/Siemens/i);
  });
});

describe('the enrichment of endpoints', () => {
  const vendors = new OuiIndex([['001C06', 'Siemens']]);

  it('adds the vendor beside what the source said, and hands back the same event where there is nothing to add', () => {
    const enrichment = new EndpointEnrichment(vendors, new GeoDatabase(undefined, undefined));
    const known = event({ src_endpoint: { ip: '10.0.0.1', mac: '00:1c:06:00:00:01' }, dst_endpoint: { ip: '8.8.8.8' } });
    expect(enrichment.enrich(known)).toEqual({ ...known, src_endpoint: { ...known.src_endpoint, mac_vendor: 'Siemens' } });
    const own = event({ src_endpoint: { mac: '00:1c:06:00:00:01', mac_vendor: 'said so' } });
    expect(enrichment.enrich(own).src_endpoint?.mac_vendor).toBe('said so');
    const plain = event({ src_endpoint: { ip: '10.0.0.1' } });
    expect(enrichment.enrich(plain)).toBe(plain);
  });

  it('adds place and network from the databases that the provider supplies', { timeout: 300_000 }, async ({ skip }) => {
    const dir = await mkdtemp(join(tmpdir(), 'wf-geo-'));
    const [city, asn] = [join(dir, 'city.mmdb'), join(dir, 'asn.mmdb')];
    const script = `
import sys
from netaddr import IPSet
from mmdb_writer import MMDBWriter
w = MMDBWriter(6, 'Test-City', ipv4_compatible=True, float_type='f64')
w.insert_network(IPSet(['203.0.113.0/24', '2001:db8::/32']), {'city': {'names': {'en': 'Lyon'}}, 'country': {'iso_code': 'FR'}, 'continent': {'names': {'en': 'Europe'}}, 'subdivisions': [{'iso_code': 'ARA'}], 'location': {'latitude': 45.5, 'longitude': 4.75}})
w.to_db_file(sys.argv[1])
w = MMDBWriter(6, 'Test-ASN', ipv4_compatible=True, int_type='u32')
w.insert_network(IPSet(['203.0.113.0/25']), {'autonomous_system_number': 64500, 'autonomous_system_organization': 'Example Net'})
w.to_db_file(sys.argv[2])
`;
    const { python, missing } = pythonWith('mmdb', ['mmdb-writer==0.2.5', 'netaddr==1.3.0'], ['mmdb_writer', 'netaddr']);
    if (python === undefined) return skip(missing);
    await run(python, ['-c', script, city, asn]);
    const enrichment = new EndpointEnrichment(vendors, new GeoDatabase(city, asn));
    const { src_endpoint: src, dst_endpoint: dst } = enrichment.enrich(event({ src_endpoint: { ip: '203.0.113.9' }, dst_endpoint: { ip: '2001:db8::1', port: 443 } }));
    const location = { city: 'Lyon', country: 'FR', continent: 'Europe', region: 'FR-ARA', lat: 45.5, long: 4.75 };
    expect(src).toEqual({ ip: '203.0.113.9', location, autonomous_system: { number: 64_500, name: 'Example Net' } });
    expect(dst).toEqual({ ip: '2001:db8::1', port: 443, location });
    const inside = event({ src_endpoint: { ip: '10.0.0.1' }, dst_endpoint: { ip: 'not an address' } });
    expect(enrichment.enrich(inside)).toEqual(inside);
    await rm(dir, { recursive: true });
  });
});
