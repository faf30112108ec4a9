import { isHostAddress, type TenantFacts, type ZoneFact } from '@watchfloor/assets';
import { endpointsOf, OCSF_CLASS } from '@watchfloor/ocsf';
import { describeEndpoint, describeTime, describeZone } from '../describe.ts';
import type { EnrichedEvent, EventDetection, Match } from '../detection.ts';
import { otAccessGroupOf } from '../group-key.ts';
import { conversationOf, type Conversation } from './conversation.ts';

const HOUR_US = 3_600_000_000;
/** Zones up to here hold control systems; an address of no zone must not speak to them. */
const OT_LEVEL = 3;

/** A conversation from one zone to another that no conduit allows (IEC 62443-3-2), or between an OT zone and an address of no zone. */
export const detection: EventDetection = {
  id: 'zone-violation',
  version: 1,
  title: 'Conversation across zones with no conduit',
  kind: 'event',
  classes: [OCSF_CLASS.networkActivity, OCSF_CLASS.httpActivity, OCSF_CLASS.dnsActivity, OCSF_CLASS.rdpActivity],
  match: (event, facts) => {
    const { srcZone, dstZone } = event;
    if (srcZone?.id === dstZone?.id || event.ocsf.ot?.direction === 'response') return undefined;
    const { src, dst } = endpointsOf(event.ocsf);
    if (src?.ip === undefined || dst?.ip === undefined) return undefined;
    const conversation = conversationOf(event.ocsf);
    if (srcZone !== undefined && dstZone !== undefined) {
      if (facts.conduit(event.siteId, srcZone.id, dstZone.id, conversation.protocol, conversation.functionClass)) return undefined;
    } else if ((srcZone ?? dstZone)?.purdueLevel === undefined || ((srcZone ?? dstZone)?.purdueLevel ?? 5) > OT_LEVEL) return undefined;
    return isHostAddress(src.ip) && isHostAddress(dst.ip) ? describe(event, facts, conversation, src.ip, dst.ip) : undefined;
  },
};

function describe(event: EnrichedEvent, facts: TenantFacts, conversation: Conversation, srcIp: string, dstIp: string): Match {
  const { srcZone, dstZone } = event;
  const from = zoneText(srcZone);
  const to = zoneText(dstZone);
  const src = describeEndpoint(event.src, srcIp);
  const dst = describeEndpoint(event.dst, dstIp);
  const what = conversation.functionClass === '*' ? conversation.protocol : `${conversation.protocol} ${conversation.functionClass}`;
  const missing = srcZone === undefined || dstZone === undefined
    ? `${srcZone === undefined ? src : dst} belongs to no zone of this site, so no conduit can allow it.`
    : `No conduit allows it; the missing rule is: ${srcZone.name} → ${dstZone.name}, protocol ${conversation.protocol}, function ${conversation.functionClass === '*' ? 'any' : conversation.functionClass}.`;
  const hour = Math.floor(event.timeUs / HOUR_US);
  return {
    title: `${event.src?.name ?? srcIp} spoke ${what} to ${event.dst?.name ?? dstIp} across zones with no conduit`,
    reason: `${src} in ${from} spoke ${what} to ${dst} in ${to}, seen on ${describeTime(facts, event.siteId, event.timeUs)}. ${missing} One finding stands for this conversation for an hour.`,
    severityId: severityOf(srcZone, dstZone, conversation),
    confidence: event.ocsf.app_protocol_name === undefined && event.ocsf.ot === undefined ? 70 : 90,
    techniques: techniquesOf(srcZone, dstZone, conversation),
    matched: {
      'src_endpoint.ip': srcIp,
      'dst_endpoint.ip': dstIp,
      from_zone: srcZone?.name ?? 'none',
      to_zone: dstZone?.name ?? 'none',
      protocol: conversation.protocol,
      function: conversation.functionClass,
      observed_at: new Date(Math.floor(event.timeUs / 1000)).toISOString(),
    },
    nextSteps: [
      `Ask the site's network owner whether ${event.src?.name ?? srcIp} should speak ${what} to ${event.dst?.name ?? dstIp}.`,
      'If it should: have the conduit added, reviewed by the customer. If not: find the firewall rule or the bypass (second network card, VPN, cellular router) that let it through.',
      `Look at everything else that ${event.src?.name ?? srcIp} did in the same hour.`,
    ],
    assetId: event.src?.id ?? event.dst?.id,
    zoneId: dstZone?.id ?? srcZone?.id,
    groupKey: otAccessGroupOf(event, srcIp),
    identity: [event.siteId, srcIp, dstIp, conversation.protocol, conversation.functionClass, hour],
    timeUs: hour * HOUR_US,
  };
}

function zoneText(zone: ZoneFact | undefined): string {
  return zone === undefined ? 'no zone' : `zone ${describeZone(zone)}`;
}

/** High when something commands controllers, or when enterprise or an unknown network reaches level 2 or below; else medium. */
function severityOf(from: ZoneFact | undefined, to: ZoneFact | undefined, { functionClass }: Conversation): 3 | 4 {
  const target = to?.purdueLevel ?? 5;
  const origin = from?.purdueLevel ?? 5;
  return functionClass === 'write' || functionClass === 'control' || (target <= 2 && origin >= 4) ? 4 : 3;
}

function techniquesOf(from: ZoneFact | undefined, to: ZoneFact | undefined, { functionClass }: Conversation): string[] {
  if (functionClass === 'write' || functionClass === 'control') return ['T0855'];
  if (from === undefined && to !== undefined) return ['T0883'];
  return ['T0886'];
}
