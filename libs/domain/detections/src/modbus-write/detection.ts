import { changeWindowAt, describeChangeWindow, type TenantFacts } from '@watchfloor/assets';
import { connectionOf, endpointsOf, OCSF_CLASS, type OtActivity } from '@watchfloor/ocsf';
import { describeAddress, describeEndpoint, describeTime } from '../describe.ts';
import type { EnrichedEvent, EventDetection, Match } from '../detection.ts';
import { otAccessGroupOf } from '../group-key.ts';

const HOUR_US = 3_600_000_000;

/** A request that writes over Modbus, outside the site's change windows or from a station that is no authorised master of the controller. */
export const detection: EventDetection = {
  id: 'modbus-write',
  version: 1,
  title: 'Modbus write outside the change window or from an unusual master',
  kind: 'event',
  classes: [OCSF_CLASS.networkActivity],
  match: (event, facts) => {
    const { ot } = event.ocsf;
    if (ot === undefined || ot.protocol !== 'modbus' || ot.access !== 'write' || ot.direction === 'response') return undefined;
    const windows = facts.changeWindows(event.siteId);
    const timeZone = facts.sites.get(event.siteId)?.timeZone ?? 'UTC';
    const outsideWindow = changeWindowAt(windows, timeZone, Math.floor(event.timeUs / 1000)) === undefined;
    const unusualMaster = event.src === undefined || event.dst === undefined || !facts.authorisedMaster(event.siteId, event.src.id, event.dst.id, 'modbus');
    return outsideWindow || unusualMaster ? describe(event, ot, facts, { outsideWindow, unusualMaster }) : undefined;
  },
};

interface Broken {
  readonly outsideWindow: boolean;
  readonly unusualMaster: boolean;
}

function describe(event: EnrichedEvent, ot: OtActivity, facts: TenantFacts, broken: Broken): Match {
  const { src, dst } = endpointsOf(event.ocsf);
  const srcIp = src?.ip ?? 'unknown address';
  const dstIp = dst?.ip ?? 'unknown address';
  const master = describeEndpoint(event.src, srcIp);
  const controller = describeEndpoint(event.dst, dstIp);
  const what = ot.function.code === undefined ? ot.function.name : `${ot.function.name} (function ${ot.function.code})`;
  const range = describeAddress(ot);
  const unit = ot.unit_id === undefined ? '' : `, unit ${ot.unit_id}`;
  const broke = [broken.unusualMaster ? unusualText(event, master, controller) : '', broken.outsideWindow ? windowText(facts, event.siteId) : ''].filter((text) => text !== '');
  return {
    title: `${event.src?.name ?? srcIp} wrote to ${event.dst?.name ?? dstIp}${titleEnd(broken)}`,
    reason: `${master} sent Modbus ${what} to ${controller}${unit}, ${range ?? 'address not in the log'}, on ${describeTime(facts, event.siteId, event.timeUs)}. ${broke.join(' ')}`,
    severityId: event.dst?.safetyInstrumented ? 5 : 4,
    confidence: broken.outsideWindow && broken.unusualMaster ? 95 : broken.unusualMaster ? 85 : 70,
    techniques: ['T0836', 'T0855'],
    matched: {
      'ot.function.name': ot.function.name,
      'ot.access': ot.access,
      'src_endpoint.ip': srcIp,
      'dst_endpoint.ip': dstIp,
      ...(range === undefined ? {} : { 'ot.address': range }),
      ...(ot.values === undefined ? {} : { 'ot.values': JSON.stringify(ot.values) }),
      rule: [broken.unusualMaster ? 'authorised master' : '', broken.outsideWindow ? 'change window' : ''].filter((text) => text !== '').join(', '),
    },
    nextSteps: nextSteps(event.src?.name ?? srcIp, event.dst?.name ?? dstIp, range),
    assetId: event.dst?.id ?? event.src?.id,
    zoneId: event.dstZone?.id,
    groupKey: otAccessGroupOf(event, srcIp),
    identity: wireIdentity(event, ot),
  };
}

function titleEnd({ outsideWindow, unusualMaster }: Broken): string {
  if (outsideWindow && unusualMaster) return ' outside the change window, and is no authorised master';
  return outsideWindow ? ' outside the change window' : ' without being an authorised master';
}

function unusualText(event: EnrichedEvent, master: string, controller: string): string {
  if (event.src === undefined) return `${master} is not a known asset of this site, so it is no authorised master of ${controller}.`;
  if (event.dst === undefined) return `${controller} is not a known asset of this site, so nobody is authorised to command it.`;
  return `${master} is not among the authorised Modbus masters of ${controller}.`;
}

function windowText(facts: TenantFacts, siteId: string): string {
  const windows = facts.changeWindows(siteId);
  if (windows.length === 0) return 'The site has no change window, so no time is agreed for writes.';
  return `That is outside every change window of the site: ${windows.map(describeChangeWindow).join('; ')}.`;
}

function nextSteps(master: string, controller: string, range: string | undefined): string[] {
  return [
    `Call the site's shift engineer: was work on ${controller} ordered, and by whom?`,
    `Compare ${range ?? 'the written values'} of ${controller} with the engineering project; have the process checked by eye before anything is written back.`,
    `Find who is logged in at ${master} and from where: look for remote sessions (RDP, VPN) in the hour before.`,
    `If nobody ordered it, ask the customer's OT approver to cut ${master} off; do not touch ${controller} itself.`,
  ];
}

/**
 * One packet is one finding, also when two logs (Zeek's modbus.log and ICSNPP's modbus_detailed.log) tell of it: the
 * connection, transaction, unit and function. Transaction numbers wrap, hence the hour.
 */
function wireIdentity(event: EnrichedEvent, ot: OtActivity): readonly (string | number)[] | undefined {
  const uid = connectionOf(event.ocsf)?.uid;
  if (uid === undefined || ot.transaction_id === undefined) return undefined;
  return [event.siteId, uid, ot.transaction_id, ot.unit_id ?? -1, ot.function.name, Math.floor(event.timeUs / HOUR_US)];
}
