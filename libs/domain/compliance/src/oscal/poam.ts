import { nameUuid } from '@watchfloor/core/ids';
import type { ControlAssessment } from '../control-status.ts';
import { metadata, PROPERTY_NAMESPACE, seedOf, type AssessmentContext, type OscalObject } from './assessment-context.ts';
import { observationOf, observationUuid } from './observations.ts';

function itemOf(context: AssessmentContext, assessment: ControlAssessment): OscalObject {
  const control = context.framework.controls.find((c) => c.id === assessment.controlId);
  return {
    uuid: nameUuid(seedOf(context), 'poam-item', assessment.controlId),
    title: `${assessment.controlId} ${control?.title ?? ''}`.trim(),
    description: assessment.reason,
    'related-observations': [{ 'observation-uuid': observationUuid(context, assessment.controlId) }],
  };
}

/** OSCAL wants at least one item, so a plan with nothing open says so. */
function nothingOpen(context: AssessmentContext): OscalObject {
  return { uuid: nameUuid(seedOf(context), 'poam-item', 'none'), title: 'Nothing open', description: 'No assessed control was found not satisfied.' };
}

/** The plan of action and milestones of a package: one item per control that is not satisfied. */
export function planOfAction(context: AssessmentContext): OscalObject {
  const open = context.assessments.filter((a) => a.status === 'not_satisfied');
  const seed = seedOf(context);
  return {
    'plan-of-action-and-milestones': {
      uuid: nameUuid(seed, 'poam'),
      metadata: metadata(context, 'Plan of action and milestones'),
      'system-id': { 'identifier-type': PROPERTY_NAMESPACE, id: context.facts.tenant.id },
      ...(open.length > 0 ? { observations: open.map((a) => observationOf(context, a)) } : {}),
      'poam-items': open.length > 0 ? open.map((a) => itemOf(context, a)) : [nothingOpen(context)],
    },
  };
}
