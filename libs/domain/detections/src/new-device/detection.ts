import { inferDevice, isHostAddress } from '@watchfloor/assets';
import { describeTime, describeZone } from '../describe.ts';
import type { QueryDetection } from '../detection.ts';
import { otAccessGroup } from '../group-key.ts';

const OT_LEVEL = 3.5;
const DAY_US = 86_400_000_000;

/**
 * An address in an OT zone (Purdue 3.5 and below) that belongs to no known asset and has spoken, or answered a protocol.
 * A site whose asset list is still empty is quiet, and so is an address that a scan merely tried.
 */
export const detection: QueryDetection = {
  id: 'new-device',
  version: 1,
  title: 'New device in an OT zone',
  kind: 'query',
  observes: 'address',
  decide: (observation, facts) => {
    if (observation.kind !== 'address') return undefined;
    const { siteId, ip, mac } = observation;
    if (!facts.hasAssets(siteId) || (!observation.spoke && observation.serves.length === 0)) return undefined;
    const zone = facts.zoneAt(siteId, ip);
    if (zone === undefined || zone.purdueLevel > OT_LEVEL || !isHostAddress(ip) || facts.assetAt(siteId, ip, mac) !== undefined) return undefined;
    const device = inferDevice({ zone, serves: observation.serves, uses: observation.uses });
    const spoken = [...new Set([...observation.serves, ...observation.uses])];
    const commands = observation.uses.length > 0 && zone.purdueLevel <= 2;
    return {
      title: `New device ${ip} in ${describeZone(zone)}`,
      reason: `${ip}${mac === '' ? '' : ` (MAC ${mac})`} spoke in zone ${describeZone(zone)} for the first time on ${describeTime(facts, siteId, observation.firstSeenUs)}; no asset of this site has that address${mac === '' ? '' : ' or MAC'}. ` +
        `It looks like ${device.deviceClass}${device.purdueLevel === undefined ? '' : ` at level ${device.purdueLevel}`} (confidence ${Math.round(device.confidence * 100)} %: ${device.evidence.join('; ')}).`,
      severityId: commands ? 4 : 3,
      confidence: 90,
      techniques: ['T0864'],
      matched: { ip, ...(mac === '' ? {} : { mac }), zone: zone.name, ...(spoken.length === 0 ? {} : { protocols: spoken.join(', ') }) },
      nextSteps: [
        `Ask the site who plugged in ${ip} today: a contractor's laptop, a replaced part, a second address of a known device?`,
        'If it belongs there, add it to the asset list with its owner; if nobody knows it, have its switch port found from the MAC address.',
        `Look at what ${ip} has spoken to since it appeared.`,
      ],
      zoneId: zone.id,
      groupKey: otAccessGroup(siteId, { ip }),
      identity: [siteId, ip, Math.floor(observation.firstSeenUs / DAY_US)],
      timeUs: observation.firstSeenUs,
    };
  },
};
