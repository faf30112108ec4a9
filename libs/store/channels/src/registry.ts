// Generated from the folders beside this file by tools/registry; do not edit.
import type { Channel } from './channel.ts';
import { channel as email } from './email/channel.ts';
import { channel as webhook } from './webhook/channel.ts';

export const channels: readonly Channel[] = [email, webhook];
