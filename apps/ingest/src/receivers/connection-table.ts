import type { Socket } from 'node:net';
import type { LineMeter } from './line-meter.ts';

export interface ConnectionLimits {
  readonly most: number;
  /** Milliseconds within which a connection must have named its sensor. */
  readonly identifyMs: number;
}

interface Held {
  readonly identified: () => boolean;
  readonly served: Promise<void>;
  readonly timer: NodeJS.Timeout;
}

/**
 * Open connections of one receiver, bounded. A connection that never says who it is ends after a while; when the table is full the
 * oldest such one makes room, so that idle strangers cannot keep sensors out. When all are sensors' the new one is refused.
 */
export class ConnectionTable {
  private readonly receiver: string;
  private readonly limits: ConnectionLimits;
  private readonly meter: LineMeter;
  private readonly held = new Map<Socket, Held>();

  constructor(receiver: string, limits: ConnectionLimits, meter: LineMeter) {
    this.receiver = receiver;
    this.limits = limits;
    this.meter = meter;
  }

  /** True where there is room for one more, made where need be. */
  admit(): boolean {
    if (this.held.size < this.limits.most) return true;
    for (const [socket, { identified }] of this.held) {
      if (identified()) continue;
      this.drop(socket, 'evicted');
      return true;
    }
    this.meter.refuseConnection(this.receiver, 'full');
    return false;
  }

  /** Holds a connection until `served` settles, which it does after its socket is closed. */
  hold(socket: Socket, identified: () => boolean, served: Promise<void>): void {
    const timer = setTimeout(() => {
      if (!identified()) this.drop(socket, 'unidentified');
    }, this.limits.identifyMs);
    const forget = (): void => {
      clearTimeout(timer);
      if (this.held.get(socket)?.timer === timer) this.held.delete(socket);
      this.meter.connections(this.receiver, this.held.size);
    };
    this.held.set(socket, { identified, served: served.then(forget, forget), timer });
    this.meter.connections(this.receiver, this.held.size);
  }

  /** Ends all, and returns when what they had read is settled or `graceMs` is over. */
  async close(graceMs: number): Promise<void> {
    for (const socket of this.held.keys()) socket.destroy();
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => { timer = setTimeout(resolve, graceMs); });
    await Promise.race([Promise.allSettled([...this.held.values()].map(({ served }) => served)), grace]);
    clearTimeout(timer);
  }

  private drop(socket: Socket, reason: string): void {
    this.meter.refuseConnection(this.receiver, reason);
    clearTimeout(this.held.get(socket)?.timer);
    this.held.delete(socket);
    socket.destroy();
  }
}
