import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimLine } from '../line.ts';
import { MAX_BATCH, MAX_WAITING, nextPause, type Sender, type SenderTotals } from './sender.ts';

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
  readonly totals: SenderTotals = { sent: 0, waiting: 0, dropped: 0, lastError: undefined };
  private readonly options: SyslogSenderOptions;
  private readonly queue: SimLine[] = [];
  private socket: Socket | undefined;
  private running: Promise<void> | undefined;
  private closed = false;

  constructor(options: SyslogSenderOptions) {
    this.options = options;
  }

  send(lines: readonly SimLine[]): void {
    const room = Math.max(0, MAX_WAITING - this.queue.length);
    this.queue.push(...lines.slice(0, room));
    this.totals.dropped += Math.max(0, lines.length - room);
    this.totals.waiting = this.queue.length;
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  async drain(timeoutMs: number): Promise<void> {
    await Promise.race([this.running ?? Promise.resolve(), sleep(timeoutMs, undefined, { ref: false })]);
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
    for (let pauseMs = 0; this.queue.length > 0 && !this.closed; ) {
      try {
        const socket = await this.connected();
        const lines = this.queue.slice(0, MAX_BATCH);
        if (!socket.write(lines.map((line) => syslogFrame(line, this.options)).join(''))) await once(socket, 'drain');
        this.queue.splice(0, lines.length);
        this.totals.sent += lines.length;
        this.totals.waiting = this.queue.length;
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
