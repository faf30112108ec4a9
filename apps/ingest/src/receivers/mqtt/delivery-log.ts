import { sha256Hex } from '@watchfloor/core/ids';

/** A message with a packet id as it is told from others. */
export interface Delivery {
  /** Equal for the message and its repeats, also after a restart of this process. */
  readonly batchId: string;
  /** True for a message that came before. */
  readonly repeated: boolean;
}

interface Known {
  readonly hash: string;
  readonly generation: number;
}

const MOST = 100_000;

/**
 * Tells a repeat (DUP flag, same client, packet id, topic and payload) from a new message that looks the same: packet ids come round, and
 * a sensor may well measure the same twice. Generations are in memory: after a restart, a repeat gets the id of the first such message.
 */
export class DeliveryLog {
  private readonly known = new Map<string, Known>();

  take(client: string, packet: { readonly messageId: number; readonly dup: boolean; readonly topic: string; readonly payload: Buffer }): Delivery {
    const slot = `${client} ${packet.messageId}`;
    const hash = sha256Hex(Buffer.concat([Buffer.from(`${packet.topic}\0`), packet.payload]));
    const before = this.known.get(slot);
    const same = before?.hash === hash;
    const repeated = same && packet.dup;
    const generation = !same ? 0 : repeated ? before.generation : before.generation + 1;
    this.known.delete(slot);
    this.known.set(slot, { hash, generation });
    const [oldest] = this.known.keys();
    if (this.known.size > MOST && oldest !== undefined) this.known.delete(oldest);
    return { batchId: `mqtt:${client}:${packet.messageId}:${hash}:${generation}`, repeated };
  }

  /** A message that was not stored: its repeat is no repeat. */
  forget(client: string, messageId: number): void {
    this.known.delete(`${client} ${messageId}`);
  }
}
