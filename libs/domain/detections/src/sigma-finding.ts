import type { TenantFacts } from '@watchfloor/assets';
import { severityIdOf, type CaseSeverity } from '@watchfloor/core';
import { endpointsOf } from '@watchfloor/ocsf';
import type { SigmaMatch } from '@watchfloor/sigma';
import { describeEndpoint, describeTime } from './describe.ts';
import type { EnrichedEvent, Match } from './detection.ts';
import { otAccessGroupOf } from './group-key.ts';

const TECHNIQUE_TAG = /^attack\.(t\d{4}(?:\.\d{3})?)$/i;
/** Sigma's status says how far a rule has been tried (Sigma specification, 'status'). */
const CONFIDENCE: Readonly<Record<string, number>> = { stable: 80, test: 65, experimental: 50 };

/** What a Sigma rule's hit says, in the same words as our own detections. Rules about OT commands join the actor's case. */
export function matchOfSigma(hit: SigmaMatch, event: EnrichedEvent, facts: TenantFacts): Match {
  const { rule } = hit;
  const { src, dst } = endpointsOf(event.ocsf);
  const actor = src?.ip === undefined ? '' : ` ${describeEndpoint(event.src, src.ip)}${dst?.ip === undefined ? '' : ` to ${describeEndpoint(event.dst, dst.ip)}`}`;
  const fields = Object.entries(hit.matched).map(([field, value]) => `${field} = ${value}`);
  return {
    title: event.src === undefined && src?.ip === undefined ? rule.title : `${rule.title}: ${event.src?.name ?? src?.ip ?? ''}${dst?.ip === undefined ? '' : ` → ${event.dst?.name ?? dst.ip}`}`,
    reason: `Sigma rule "${rule.title}"${rule.author === '' ? '' : ` by ${rule.author}`} matched${actor} on ${describeTime(facts, event.siteId, event.timeUs)}${fields.length === 0 ? '' : `: ${fields.join(', ')}`}. ${rule.description}`.trim(),
    severityId: severityIdOf(rule.level as CaseSeverity),
    confidence: CONFIDENCE[rule.status] ?? 50,
    techniques: rule.tags.flatMap((tag) => TECHNIQUE_TAG.exec(tag)?.[1]?.toUpperCase() ?? []),
    matched: hit.matched,
    nextSteps: rule.nextSteps.length > 0 ? rule.nextSteps : ['Read the rule’s description and its known false positives, then look at the event and at what the same source did around it.'],
    assetId: event.dst?.id ?? event.src?.id,
    zoneId: event.dstZone?.id ?? event.srcZone?.id,
    groupKey: event.ocsf.ot === undefined ? `sigma:${rule.id}:${event.siteId}:${event.src?.id ?? src?.ip ?? ''}` : otAccessGroupOf(event, src?.ip ?? ''),
  };
}
