import type { ControlAssessment, QueryResult } from './control-status.ts';
import { notAssessed } from './evidence-query.ts';
import type { EvidenceFacts } from './facts.ts';
import type { Control, Framework } from './framework.ts';

/** Says which sensors were silent and when, or undefined when none was. */
function silenceOf(facts: EvidenceFacts): string | undefined {
  const [first] = facts.gaps;
  if (!first) return undefined;
  const name = facts.sensors.find((sensor) => sensor.id === first.sensorId)?.name ?? first.sensorId;
  const more = facts.gaps.length > 1 ? ` and ${facts.gaps.length - 1} more gaps` : '';
  return `sensor ${name} was silent from ${new Date(first.from).toISOString()} to ${new Date(first.to).toISOString()}${more}`;
}

function assess(control: Control, facts: EvidenceFacts): QueryResult {
  if (control.proof.kind === 'manual') return notAssessed(control.proof.reason);
  const { query } = control.proof;
  if (query.needsSensors && facts.sensors.length === 0) return notAssessed('no sensor is connected', {});
  const result = query.run(facts);
  const silence = query.needsSensors && result.status === 'satisfied' ? silenceOf(facts) : undefined;
  return silence ? notAssessed(`${silence}, so this cannot be called satisfied`, result.observations) : result;
}

/**
 * The status of every control of a framework for the facts of a period. Pure: the same facts give the same statuses. A
 * control is never satisfied while a source it depends on was silent (SEMANTICS §7).
 */
export function evaluate(framework: Framework, facts: EvidenceFacts): ControlAssessment[] {
  return framework.controls.map((control) => ({
    controlId: control.id,
    query: control.proof.kind === 'query' ? control.proof.query.name : undefined,
    ...assess(control, facts),
  }));
}
