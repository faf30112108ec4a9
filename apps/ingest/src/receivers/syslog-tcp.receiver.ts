import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Logger } from 'pino';
import type { Counters } from '../counters.ts';
import type { Intake } from '../intake.ts';
import type { SensorDirectory } from '../sensor-directory.ts';
import { SyslogConnection } from './syslog-connection.ts';

const MOST_CONNECTIONS = 1_000;
const IDLE_MS = 15 * 60_000;

/**
 * Syslog over TCP (RFC 6587). The protocol has no acknowledgement: reading stops while more than a small window of messages is not
 * committed, so that a sender's own queue holds what ClickHouse cannot take. What is in that window is lost if this process is killed.
 */
export class SyslogTcpReceiver {
  private readonly sensors: SensorDirectory;
  private readonly intake: Intake;
  private readonly counters: Counters;
  private readonly log: Logger;
  private readonly server: Server;
  private readonly connections = new Map<Socket, Promise<void>>();

  constructor(sensors: SensorDirectory, intake: Intake, counters: Counters, log: Logger) {
    this.sensors = sensors;
    this.intake = intake;
    this.counters = counters;
    this.log = log;
    this.server = createServer({ noDelay: true }, (socket) => this.serve(socket));
    this.server.maxConnections = MOST_CONNECTIONS;
  }

  /** Listens; resolves with the port. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  /** Stops reading, and returns when what was read is committed or `graceMs` is over. */
  async close(graceMs: number): Promise<void> {
    this.server.close();
    for (const socket of this.connections.keys()) socket.destroy();
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => { timer = setTimeout(resolve, graceMs); });
    await Promise.race([Promise.allSettled(this.connections.values()), grace]);
    clearTimeout(timer);
  }

  private serve(socket: Socket): void {
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    const connection = new SyslogConnection(socket.remoteAddress ?? '', this.sensors, this.intake, this.counters);
    const served = connection.serve(socket).catch((error: unknown) => this.log.warn({ err: error, address: socket.remoteAddress }, 'syslog connection ended')).finally(() => {
      socket.destroy();
      this.connections.delete(socket);
    });
    this.connections.set(socket, served);
  }
}
