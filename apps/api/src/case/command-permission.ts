import type { Permission } from '@watchfloor/identity';

/** Commands that people give through GraphQL, and the permission that each takes. */
export const COMMAND_PERMISSION = {
  acknowledge: 'case:act',
  assign: 'case:act',
  comment: 'case:comment',
  hold: 'case:act',
  resume: 'case:act',
  rate: 'case:act',
  resolve: 'case:act',
  close: 'case:act',
  reopen: 'case:act',
} as const satisfies Record<string, Permission>;

export type ApiCommand = keyof typeof COMMAND_PERMISSION;
