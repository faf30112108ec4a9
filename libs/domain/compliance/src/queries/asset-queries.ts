import { notAssessed, notSatisfied, satisfied, some, type EvidenceQuery } from '../evidence-query.ts';

export const inventoryComplete: EvidenceQuery = {
  name: 'inventory-complete',
  question: 'Is every device that was seen on the wire in the inventory, at every site?',
  needsSensors: true,
  run(facts) {
    const empty = facts.sites.filter((site) => !facts.assets.some((asset) => asset.siteId === site.id)).map((site) => site.name);
    const unmanaged = facts.unmanagedDevices.filter((device) => device.firstSeen < facts.period.to).map((device) => device.ip);
    const observations = { assets: facts.assets.length, sitesWithoutInventory: empty, unmanagedDevices: unmanaged };
    if (facts.sites.length === 0) return notAssessed('no site is recorded', observations);
    if (empty.length > 0) return notSatisfied(`no inventory at ${some(empty)}`, observations);
    if (unmanaged.length > 0) return notSatisfied(`devices seen but not in the inventory: ${some(unmanaged)}`, observations);
    return satisfied(`${facts.assets.length} assets at ${facts.sites.length} sites, and no other device was seen`, observations);
  },
};

export const flowsMapped: EvidenceQuery = {
  name: 'flows-mapped',
  question: 'Are allowed conversations between zones recorded, and did any other happen?',
  needsSensors: true,
  run(facts) {
    const zoned = facts.sites.filter((site) => facts.zones.filter((zone) => zone.siteId === site.id).length > 1);
    const unmapped = zoned.filter((site) => !facts.conduits.some((conduit) => conduit.siteId === site.id)).map((site) => site.name);
    const violations = facts.findings.filter((finding) => finding.detectionId === 'zone-violation').length;
    const observations = { conduits: facts.conduits.length, sitesWithoutConduits: unmapped, violations };
    if (zoned.length === 0) return notAssessed('no site has more than one zone recorded', observations);
    if (unmapped.length > 0) return notSatisfied(`zones without a recorded conduit at ${some(unmapped)}`, observations);
    if (violations > 0) return notSatisfied(`${violations} conversations across zones had no conduit`, observations);
    return satisfied(`${facts.conduits.length} conduits recorded, and no conversation outside them was seen`, observations);
  },
};

export const assetsRanked: EvidenceQuery = {
  name: 'assets-ranked',
  question: 'Does every asset have a Purdue level, and is it known which are critical?',
  needsSensors: false,
  run(facts) {
    const unranked = facts.assets.filter((asset) => asset.purdueLevel === null).map((asset) => asset.name);
    const critical = facts.assets.filter((asset) => asset.critical).length;
    const observations = { assets: facts.assets.length, critical, withoutLevel: unranked };
    if (facts.assets.length === 0) return notAssessed('the inventory is empty', observations);
    if (unranked.length > 0) return notSatisfied(`no Purdue level for ${some(unranked)}`, observations);
    if (critical === 0) return notSatisfied('no asset is marked critical', observations);
    return satisfied(`all ${facts.assets.length} assets have a level; ${critical} are marked critical`, observations);
  },
};
