import { nameUuid } from '@watchfloor/core/ids';
import type { ControlAssessment } from '../control-status.ts';
import { instant, metadata, seedOf, type AssessmentContext, type OscalObject } from './assessment-context.ts';
import { observationOf, observationUuid } from './observations.ts';

/** OSCAL findings know only 'satisfied' and 'not-satisfied': a control that was not assessed has an observation and no finding. */
function findingOf(context: AssessmentContext, assessment: ControlAssessment): OscalObject {
  const control = context.framework.controls.find((c) => c.id === assessment.controlId);
  return {
    uuid: nameUuid(seedOf(context), 'finding', assessment.controlId),
    title: `${assessment.controlId} ${control?.title ?? ''}`.trim(),
    description: assessment.reason,
    target: {
      type: 'objective-id',
      'target-id': assessment.controlId,
      status: { state: assessment.status === 'satisfied' ? 'satisfied' : 'not-satisfied' },
    },
    'related-observations': [{ 'observation-uuid': observationUuid(context, assessment.controlId) }],
  };
}

/** The OSCAL assessment results of a package. Every uuid in it is defined in it and depends on the snapshot only. */
export function assessmentResults(context: AssessmentContext): OscalObject {
  const { facts, framework, assessments } = context;
  const seed = seedOf(context);
  const assessed = assessments.filter((a) => a.status !== 'not_assessed');
  return {
    'assessment-results': {
      uuid: nameUuid(seed, 'assessment-results'),
      metadata: metadata(context, 'Assessment results'),
      'import-ap': { href: `#${nameUuid(seed, 'assessment-plan')}` },
      results: [
        {
          uuid: nameUuid(seed, 'result'),
          title: `${framework.title} ${framework.version}`,
          description: `Status of ${assessments.length} controls, of which ${assessed.length} were assessed, from the facts of the period at the snapshot.`,
          start: instant(facts.period.from),
          end: instant(facts.period.to),
          'reviewed-controls': { 'control-selections': [{ 'include-controls': assessments.map((a) => ({ 'control-id': a.controlId })) }] },
          observations: assessments.map((a) => observationOf(context, a)),
          ...(assessed.length > 0 ? { findings: assessed.map((a) => findingOf(context, a)) } : {}),
        },
      ],
      'back-matter': {
        resources: [
          {
            uuid: nameUuid(seed, 'assessment-plan'),
            title: 'Assessment plan',
            description: `The named queries of Watchfloor for ${framework.id}, run over events.ndjson, findings.ndjson, cases.ndjson, audit.ndjson and gaps.json of this package.`,
          },
        ],
      },
    },
  };
}
