import type { Contract, SlaContract } from './contract-schema.ts';

/** Names that a contract uses and does not define, and calendars that never open; one text per problem, path first. */
export function findReferenceProblems(contract: Contract): string[] {
  return [...findClockProblems(contract), ...chainProblems(contract), ...lastResortProblems(contract), ...onCallProblems(contract), ...peopleProblems(contract)];
}

/** Clocks whose calendar is not defined or never opens. */
export function findClockProblems(contract: SlaContract): string[] {
  const problems: string[] = [];
  for (const [severity, clocks] of Object.entries(contract.sla)) {
    for (const [name, clock] of Object.entries(clocks ?? {})) {
      const path = `sla.${severity}.${name}.calendar`;
      const calendar = contract.calendars[clock.calendar];
      if (calendar === undefined) problems.push(`${path}: there is no calendar '${clock.calendar}'`);
      else if (calendar.kind === 'weekly' && Object.values(calendar.weekly).every((day) => day.length === 0)) {
        problems.push(`${path}: calendar '${clock.calendar}' has no opening hours in any week, so this clock would never be due`);
      }
    }
  }
  return problems;
}

function chainProblems(contract: Contract): string[] {
  const problems: string[] = [];
  for (const [severity, chain] of Object.entries(contract.escalation)) {
    chain?.steps.forEach((step, index) => {
      const path = `escalation.${severity}.steps[${index}]`;
      if (step.hours !== undefined && contract.calendars[step.hours] === undefined) problems.push(`${path}.hours: there is no calendar '${step.hours}'`);
      step.targets.forEach((target, at) => problems.push(...targetProblems(contract, target, `${path}.targets[${at}]`)));
    });
  }
  return problems;
}

function lastResortProblems(contract: Contract): string[] {
  const problems = contract.lastResort.flatMap((target, at) => targetProblems(contract, target, `lastResort[${at}]`));
  const reachable = contract.lastResort.some((target) => target.kind !== 'role' || contract.people.some((person) => person.roles.includes(target.id)));
  if (!reachable) problems.push('lastResort: nobody has any of these roles, so the last resort would reach no one');
  return problems;
}

function targetProblems(contract: Contract, target: Contract['lastResort'][number], path: string): string[] {
  if (target.kind === 'person' && !contract.people.some((person) => person.id === target.id)) return [`${path}.id: there is no person '${target.id}'`];
  if (target.kind === 'on_call' && contract.onCall[target.id] === undefined) return [`${path}.id: there is no on-call schedule '${target.id}'`];
  return [];
}

function onCallProblems(contract: Contract): string[] {
  const known = new Set(contract.people.map((person) => person.id));
  const problems: string[] = [];
  for (const [id, schedule] of Object.entries(contract.onCall)) {
    schedule.rotation.forEach((person, at) => {
      if (!known.has(person)) problems.push(`onCall.${id}.rotation[${at}]: there is no person '${person}'`);
    });
    schedule.overrides.forEach((override, at) => {
      if (!known.has(override.personId)) problems.push(`onCall.${id}.overrides[${at}].personId: there is no person '${override.personId}'`);
      if (Date.parse(override.from) >= Date.parse(override.to)) problems.push(`onCall.${id}.overrides[${at}].to: must be after from`);
    });
  }
  return problems;
}

function peopleProblems(contract: Contract): string[] {
  const seen = new Set<string>();
  return contract.people.flatMap((person, at) => {
    const repeated = seen.has(person.id);
    seen.add(person.id);
    return repeated ? [`people[${at}].id: '${person.id}' is used twice`] : [];
  });
}
