export type { Channel, Receipt } from './channel.ts';
export { DeliveryFailed } from './delivery-failed.ts';
export type { Notice, Recipient } from './notice.ts';
export { channels } from './registry.ts';
export { channelSettings, channelsConfig, type ChannelSettings } from './settings.ts';
export { signWebhook, verifyWebhook, webhookKey } from './webhook/signature.ts';
