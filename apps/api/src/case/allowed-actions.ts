import { allowedCommands, type CaseState, type CommandType } from '@watchfloor/cases';
import type { Principal } from '@watchfloor/identity';
import { mayAt } from '../auth/caller.ts';
import { COMMAND_PERMISSION, type ApiCommand } from './command-permission.ts';

/** What the person may do with the case in its state; the case's own rules have the last word on the content. */
export function allowedActions(principal: Principal, tenantId: string, state: CaseState | undefined): string[] {
  if (!state) return [];
  const roles = principal.grants.filter((grant) => grant.tenantId === tenantId).map((grant) => grant.role);
  return allowedCommands(state, roles).filter((command) => isApiCommand(command) && mayAt(principal, tenantId, COMMAND_PERMISSION[command]));
}

function isApiCommand(command: CommandType): command is ApiCommand {
  return Object.hasOwn(COMMAND_PERMISSION, command);
}
