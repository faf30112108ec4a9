import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimLine } from '../line.ts';
import { SendQueue } from './send-queue.ts';
import { nextPause, type Sender, type SenderTotals } from './sender.ts';

export interface SyslogSenderOptions {
  readonly host: string;
  readonly port: number;
  readonly key: string;
  readonly hostname: string;
}

const LOCAL0_INFO = 134;

/** An RFC 5424 message, octet-counted (RFC 6587), with the sensor key in its structured data. */
export function syslogFrame(line: SimLine, options: Pick<SyslogSenderOptions, 'key' | 'hostname'>): string {
  const message = `<${String(LOCAL0_INFO)}>1 ${new Date(line.atMs).toISOString()} ${options.hostname} ${line.source} - ${line.log} [watchfloor@32473 key="${options.key}"] ${line.text}`;
  return `${String(Buffer.byteLength(message))} ${message}`;
}

/** Sends lines over one TCP connection, made again when it breaks. TCP has no acknowledgement: what was on its way then is lost. */
export class SyslogSender implements Sender {
  private readonly options: SyslogSenderOptions;
  private readonly queue = new SendQueue(() => this.run());
  private socket: Socket | undefined;
  private closed = false;

  constructor(options: SyslogSenderOptions) {
    this.options = options;
  }

  get totals(): SenderTotals {
    return this.queue.totals;
  }

  send(lines: readonly SimLine[]): void {
    this.queue.add(lines);
  }

  async drain(timeoutMs: number): Promise<void> {
    await this.queue.ended(timeoutMs);
    if (this.socket === undefined) return;
    const ended = once(this.socket, 'close').catch(() => undefined);
    this.socket.end();
    await Promise.race([ended, sleep(timeoutMs, undefined, { ref: false })]);
  }

  close(): void {
    this.closed = true;
    this.socket?.destroy();
  }

  private async run(): Promise<void> {
    for (let pauseMs = 0; !this.queue.isEmpty && !this.closed; ) {
      try {
        const socket = await this.connected();
        const lines = this.queue.next();
        if (!socket.write(lines.map((line) => syslogFrame(line, this.options)).join(''))) await once(socket, 'drain');
        this.queue.settle(lines.length, 'sent');
        this.totals.lastError = undefined;
        pauseMs = 0;
      } catch (error) {
        this.totals.lastError = error instanceof Error ? error.message : String(error);
        pauseMs = nextPause(pauseMs);
        await sleep(pauseMs);
      }
    }
  }

  private async connected(): Promise<Socket> {
    if (this.socket?.writable === true) return this.socket;
    this.socket?.destroy();
    const socket = connect(this.options.port, this.options.host);
    socket.on('error', (error) => (this.totals.lastError = error.message));
    socket.on('close', () => {
      if (this.socket === socket) this.socket = undefined;
    });
    socket.resume();
    await once(socket, 'connect');
    this.socket = socket;
    return socket;
  }
}
