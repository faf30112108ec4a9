import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTenantFacts, canonicalIp, compilePrefix, isHostAddress, type AssetFact, type TenantFactRows } from '../src/index.ts';

const plc: AssetFact = {
  id: 'plc', siteId: 's1', zoneId: 'control', name: 'PLC-1', ip: '10.1.1.10', mac: '00:1d:9c:aa:00:01', deviceClass: 'OT', purdueLevel: 1, role: 'plc',
  critical: true, safetyInstrumented: false,
};
const rows: TenantFactRows = {
  tenantId: 't',
  sites: [{ id: 's1', name: 'North', timeZone: 'Europe/Berlin' }, { id: 's2', name: 'South', timeZone: 'Europe/Berlin' }],
  zones: [
    { id: 'site', siteId: 's1', name: 'Site', purdueLevel: 3, targetSecurityLevel: 2, cidrs: ['10.1.0.0/16', 'fd00:1::/32'] },
    { id: 'control', siteId: 's1', name: 'Control', purdueLevel: 1, targetSecurityLevel: 3, cidrs: ['10.1.1.0/24', 'fd00:1:1::/48'] },
  ],
  conduits: [
    { id: 'c1', siteId: 's1', name: 'poll', fromZoneId: 'site', toZoneId: 'control', protocol: 'modbus', functionClass: 'read' },
    { id: 'c2', siteId: 's1', name: 'time', fromZoneId: 'control', toZoneId: 'site', protocol: '*', functionClass: '*' },
  ],
  assets: [plc, { ...plc, id: 'far', siteId: 's2', name: 'PLC-9', mac: null }],
  authorisedMasters: [{ siteId: 's1', masterAssetId: 'hmi', targetAssetId: 'plc', protocol: 'Modbus' }],
  changeWindows: [],
};
const facts = buildTenantFacts(rows);

describe('tenant facts', () => {
  it('keep the same address of two sites apart', () => {
    expect(facts.assetAt('s1', '10.1.1.10')?.id).toBe('plc');
    expect(facts.assetAt('s2', '10.1.1.10')?.id).toBe('far');
    expect(facts.assetAt('s3', '10.1.1.10')).toBeUndefined();
  });

  it('follow a MAC to its new address within its own zone and not beyond a router', () => {
    expect(facts.assetAt('s1', '10.1.1.77', '00:1D:9C:AA:00:01')?.id).toBe('plc');
    expect(facts.assetAt('s1', '10.1.2.77', '00:1d:9c:aa:00:01')).toBeUndefined();
  });

  it('give the zone of the longest prefix in both families', () => {
    expect(facts.zoneAt('s1', '10.1.1.10')?.id).toBe('control');
    expect(facts.zoneAt('s1', '10.1.2.10')?.id).toBe('site');
    expect(facts.zoneAt('s1', '::ffff:10.1.1.10')?.id).toBe('control');
    expect(facts.zoneAt('s1', 'fd00:1:1::5')?.id).toBe('control');
    expect(facts.zoneAt('s1', 'fd00:1:2::5')?.id).toBe('site');
    expect(facts.zoneAt('s1', '192.0.2.1')).toBeUndefined();
    expect(facts.zoneAt('s1', 'not an address')).toBeUndefined();
  });

  it('answer conduits by protocol and function class', () => {
    expect(facts.conduit('s1', 'site', 'control', 'modbus', 'read')).toBe(true);
    expect(facts.conduit('s1', 'site', 'control', 'modbus', '*')).toBe(true);
    expect(facts.conduit('s1', 'site', 'control', 'modbus', 'write')).toBe(false);
    expect(facts.conduit('s1', 'site', 'control', 'dnp3', 'read')).toBe(false);
    expect(facts.conduit('s1', 'control', 'site', 'ntp', 'other')).toBe(true);
    expect(facts.conduit('s2', 'control', 'site', 'ntp', 'other')).toBe(false);
  });

  it('know who may command a controller', () => {
    expect(facts.authorisedMaster('s1', 'hmi', 'plc', 'modbus')).toBe(true);
    expect(facts.authorisedMaster('s1', 'hmi', 'plc', 'dnp3')).toBe(false);
    expect(facts.authorisedMaster('s1', 'laptop', 'plc', 'modbus')).toBe(false);
  });
});

describe('addresses', () => {
  const toNumber = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

  it('IPv4 prefixes hold exactly the addresses whose leading bits agree', () => {
    fc.assert(fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (network, ip, length) => {
      const size = 2 ** (32 - length);
      const inside = Math.floor(toNumber(network) / size) === Math.floor(toNumber(ip) / size);
      expect(compilePrefix(`${network}/${length}`).contains(ip)).toBe(inside);
    }));
  });

  it('IPv6 prefixes hold exactly the addresses whose leading bits agree', () => {
    const quads = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
    const text = (words: readonly number[]): string => words.map((word) => word.toString(16)).join(':');
    const big = (words: readonly number[]): bigint => words.reduce((sum, word) => (sum << 16n) | BigInt(word), 0n);
    fc.assert(fc.property(quads, fc.integer({ min: 0, max: 128 }), fc.integer({ min: 0, max: 127 }), (words, length, flip) => {
      const other = big(words) ^ (1n << BigInt(127 - flip));
      const otherWords = Array.from({ length: 8 }, (_, i) => Number((other >> BigInt(112 - 16 * i)) & 0xffffn));
      fc.pre(canonicalIp(text(words))?.includes('.') === false && canonicalIp(text(otherWords))?.includes('.') === false);
      expect(compilePrefix(`${text(words)}/${length}`).contains(text(otherWords))).toBe(flip >= length);
    }));
  });

  it('refuse what is no prefix', () => {
    for (const text of ['10.0.0.0/33', '10.0.0/8', 'fd00::/129', 'x', '10.0.0.0/', '10.0.0.0/-1']) expect(() => compilePrefix(text)).toThrow(RangeError);
  });

  it('tell hosts from groups and links', () => {
    expect(['10.0.0.1', '8.8.8.8', 'fd00::1'].map(isHostAddress)).toEqual([true, true, true]);
    expect(['224.0.0.5', '255.255.255.255', '169.254.1.1', 'ff02::1', 'fe80::1%eth0', '0.0.0.0', '', 'host'].some(isHostAddress)).toBe(false);
  });
});
