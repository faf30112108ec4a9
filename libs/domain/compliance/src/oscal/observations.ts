import { nameUuid } from '@watchfloor/core/ids';
import type { ControlAssessment } from '../control-status.ts';
import { instant, PROPERTY_NAMESPACE, seedOf, type AssessmentContext, type OscalObject } from './assessment-context.ts';

/** Id of the observation of a control; findings and POA&M items refer to it. */
export function observationUuid(context: AssessmentContext, controlId: string): string {
  return nameUuid(seedOf(context), 'observation', controlId);
}

const property = (name: string, value: string): OscalObject => ({ name, ns: PROPERTY_NAMESPACE, value: value === '' ? '-' : value });

/** What a named query (TEST) or the lack of one (EXAMINE) showed about one control. */
export function observationOf(context: AssessmentContext, assessment: ControlAssessment): OscalObject {
  const facts = Object.entries(assessment.observations).map(([name, value]) => property(name, Array.isArray(value) ? value.join(' ') : String(value)));
  return {
    uuid: observationUuid(context, assessment.controlId),
    title: assessment.controlId,
    description: assessment.reason,
    methods: [assessment.query ? 'TEST' : 'EXAMINE'],
    collected: instant(context.facts.snapshotAt),
    props: [property('status', assessment.status.replaceAll('_', '-')), ...(assessment.query ? [property('query', assessment.query)] : []), ...facts],
  };
}
