import { z } from 'zod';
import { parsePayloadKeys } from './payload-keys.ts';

/** The environment of Temporal's users; apps compose it into their own. */
export const temporalConfig = z.object({
  WF_TEMPORAL_ADDRESS: z.string().regex(/^[^\s:]+:\d+$/, 'WF_TEMPORAL_ADDRESS must be host:port').describe('Temporal frontend, host:port'),
  WF_TEMPORAL_NAMESPACE: z.string().min(1).default('watchfloor').describe('Temporal namespace'),
  WF_PAYLOAD_KEYS: z
    .string()
    .describe('root keys of the payload encryption, "id:base64 of 32 bytes" separated by commas; the first encrypts, all decrypt')
    .transform((text, ctx) => {
      try {
        return parsePayloadKeys(text);
      } catch (error) {
        ctx.addIssue({ code: 'custom', message: `WF_PAYLOAD_KEYS: ${error instanceof Error ? error.message : 'unreadable'}` });
        return z.NEVER;
      }
    }),
});

export type TemporalConfig = z.infer<typeof temporalConfig>;
