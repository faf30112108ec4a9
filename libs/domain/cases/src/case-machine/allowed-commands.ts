import type { CaseState } from '../states/case-state.ts';
import { COMMAND_RULES } from './command-rules.ts';
import type { CommandType } from './command.ts';

/** Commands that a person with these roles may give now, for menus; `check` has the last word about their content. */
export function allowedCommands(state: CaseState, roles: readonly string[]): CommandType[] {
  return (Object.keys(COMMAND_RULES) as CommandType[]).filter((type) => {
    const rule = COMMAND_RULES[type];
    return rule.roles.some((role) => roles.includes(role)) && rule.statuses.includes(state.status) && rule.unless?.(state) === undefined;
  });
}
