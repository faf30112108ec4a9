// must fail: @nx/enforce-module-boundaries
import { channels } from '@watchfloor/channels';

export const canary = channels;
