import type { ControlAssessment } from '../control-status.ts';
import type { EvidenceFacts } from '../facts.ts';
import type { Framework } from '../framework.ts';

/** Version of the OSCAL models that our documents claim; compliance-trestle 5.2.0 reads up to 1.2.1. */
export const OSCAL_VERSION = '1.1.3';
/** Namespace of our own OSCAL properties. */
export const PROPERTY_NAMESPACE = 'https://watchfloor.example/ns/oscal';

export interface AssessmentContext {
  readonly framework: Framework;
  readonly facts: EvidenceFacts;
  readonly assessments: readonly ControlAssessment[];
}

export type OscalObject = { readonly [key: string]: OscalValue };
export type OscalValue = string | number | boolean | readonly OscalValue[] | OscalObject;

/** An instant as OSCAL wants it: RFC 3339 with an offset. */
export const instant = (ms: number): string => new Date(ms).toISOString();

/** What every document of one package is named after: the same customer, framework, period and snapshot give the same uuids. */
export function seedOf(context: AssessmentContext): string {
  const { tenant, period, snapshotAt } = context.facts;
  return [tenant.id, context.framework.id, period.from, period.to, snapshotAt].join('/');
}

export function metadata(context: AssessmentContext, title: string): OscalObject {
  return { title: `${title}: ${context.facts.tenant.name}, ${context.framework.title} ${context.framework.version}`, 'last-modified': instant(context.facts.snapshotAt), version: '1.0', 'oscal-version': OSCAL_VERSION };
}
