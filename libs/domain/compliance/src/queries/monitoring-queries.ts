import { notAssessed, notSatisfied, satisfied, some, type EvidenceQuery } from '../evidence-query.ts';
import type { EvidenceFacts, SensorFact } from '../facts.ts';

/** Sensors that were to send at some time in the period. */
export function activeSensors(facts: EvidenceFacts): SensorFact[] {
  return facts.sensors.filter((sensor) => sensor.createdAt < facts.period.to && (sensor.disabledAt ?? Infinity) > facts.period.from);
}

/** OT levels of the Purdue model: the process up to the industrial DMZ. */
const OT_TOP_LEVEL = 3.5;

export const networksMonitored: EvidenceQuery = {
  name: 'networks-monitored',
  question: 'Had every site a sensor that never fell silent?',
  needsSensors: true,
  run(facts) {
    const sensors = activeSensors(facts);
    const blind = facts.sites.filter((site) => !sensors.some((sensor) => sensor.siteId === site.id)).map((site) => site.name);
    const observations = { sensors: sensors.length, sitesWithoutSensor: blind, gaps: facts.gaps.length };
    if (facts.sites.length === 0) return notAssessed('no site is recorded', observations);
    if (blind.length > 0) return notSatisfied(`no sensor at ${some(blind)}`, observations);
    if (facts.gaps.length > 0) return notSatisfied(`sensors were silent ${facts.gaps.length} times (see gaps.json)`, observations);
    return satisfied(`${sensors.length} sensors at ${facts.sites.length} sites sent without a gap`, observations);
  },
};

export const logsAvailable: EvidenceQuery = {
  name: 'logs-available',
  question: 'Were logs of every site stored and readable?',
  needsSensors: true,
  run(facts) {
    const stored = facts.eventCounts.reduce((sum, count) => sum + count.events, 0);
    const silentSites = facts.sites.filter((site) => !facts.eventCounts.some((count) => count.siteId === site.id && count.events > 0)).map((site) => site.name);
    const observations = { events: stored, unparsedLines: facts.unparsedLines, sitesWithoutEvents: silentSites };
    if (facts.sites.length === 0) return notAssessed('no site is recorded', observations);
    if (silentSites.length > 0) return notSatisfied(`no event was stored from ${some(silentSites)}`, observations);
    return satisfied(`${stored} events stored; ${facts.unparsedLines} lines could not be parsed and are kept`, observations);
  },
};

export const devicesMonitored: EvidenceQuery = {
  name: 'devices-monitored',
  question: 'Was there traffic from every site that has an OT zone?',
  needsSensors: true,
  run(facts) {
    const otSites = facts.sites.filter((site) => facts.zones.some((zone) => zone.siteId === site.id && zone.purdueLevel <= OT_TOP_LEVEL));
    const dark = otSites.filter((site) => !facts.eventCounts.some((count) => count.siteId === site.id)).map((site) => site.name);
    const observations = { otSites: otSites.length, withoutEvents: dark };
    if (otSites.length === 0) return notAssessed('no site has an OT zone', observations);
    if (dark.length > 0) return notSatisfied(`nothing was seen at ${some(dark)}`, observations);
    return satisfied(`devices of all ${otSites.length} sites with OT zones were seen`, observations);
  },
};

export const segmentsProtected: EvidenceQuery = {
  name: 'segments-protected',
  question: 'Was every conversation across zones without a conduit answered by a case with a verdict?',
  needsSensors: true,
  run(facts) {
    const violations = facts.findings.filter((finding) => finding.detectionId === 'zone-violation');
    const answered = new Set(facts.cases.filter((c) => c.verdict !== null).flatMap((c) => c.findingIds));
    const open = violations.filter((finding) => !answered.has(finding.id)).map((finding) => finding.id);
    const observations = { violations: violations.length, unanswered: open.length };
    if (facts.zones.length === 0) return notAssessed('no zone is recorded', observations);
    if (open.length > 0) return notSatisfied(`${open.length} of ${violations.length} violations have no verdict yet`, observations);
    return satisfied(violations.length === 0 ? 'no conversation broke the zones' : `all ${violations.length} violations have a verdict`, observations);
  },
};
