import { z } from 'zod';

/** The environment that the channels need; apps compose it into their own. */
export const channelsConfig = z.object({
  WF_SMTP_URL: z.url({ protocol: /^smtps?$/ }).describe('mail relay, smtp://[user:password@]host:port; smtps:// for TLS from the start'),
  WF_SMTP_FROM: z.string().min(3).describe('sender of notices, "Name <mailbox@domain>" or a mailbox'),
  WF_WEBHOOK_SECRET: z.string().min(16).describe('root secret of webhook signatures; each tenant gets a key derived from it'),
  WF_EGRESS_ALLOW_PRIVATE: z.stringbool().default(false).describe('let webhooks reach loopback and private addresses and plain http; for one machine only'),
});

export interface ChannelSettings {
  smtpUrl: string;
  smtpFrom: string;
  webhookSecret: string;
  allowPrivateEgress: boolean;
}

/** Settings from the parsed environment. */
export function channelSettings(env: z.infer<typeof channelsConfig>): ChannelSettings {
  return {
    smtpUrl: env.WF_SMTP_URL,
    smtpFrom: env.WF_SMTP_FROM,
    webhookSecret: env.WF_WEBHOOK_SECRET,
    allowPrivateEgress: env.WF_EGRESS_ALLOW_PRIVATE,
  };
}
