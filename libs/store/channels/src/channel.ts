import type { Notice, Recipient } from './notice.ts';
import type { ChannelSettings } from './settings.ts';

/** What the far end said when it took the notice, for the ledger. */
export interface Receipt {
  reference: string;
}

/**
 * A way to reach somebody. `send` resolves once the far end has taken the notice and throws `DeliveryFailed` otherwise;
 * sending the same key again must be recognisable as the same notice by the receiver.
 */
export interface Channel {
  id: string;
  title: string;
  send(settings: ChannelSettings, notice: Notice, recipient: Recipient): Promise<Receipt>;
}
