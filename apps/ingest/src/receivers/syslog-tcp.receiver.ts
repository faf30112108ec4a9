import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { Logger } from 'pino';
import type { Counters } from '../counters.ts';
import type { Intake } from '../intake.ts';
import type { SensorDirectory } from '../sensor-directory.ts';
import { ConnectionTable, type ConnectionLimits } from './connection-table.ts';
import type { LineMeter } from './line-meter.ts';
import { peerCertificate, type TlsIdentity } from './tls-identity.ts';
import { SyslogConnection, type SyslogPeer } from './syslog-connection.ts';

const IDLE_MS = 15 * 60_000;

/**
 * Syslog over TCP (RFC 6587), and over TLS (RFC 5425) where an identity is given. The protocol has no acknowledgement: reading stops
 * while more than a small window of messages is not committed, so that a sender's own queue holds what ClickHouse cannot take. What is
 * in that window is lost if this process is killed.
 */
export class SyslogTcpReceiver {
  private readonly name: string;
  private readonly sensors: SensorDirectory;
  private readonly intake: Intake;
  private readonly counters: Counters;
  private readonly meter: LineMeter;
  private readonly log: Logger;
  private readonly server: Server;
  private readonly table: ConnectionTable;

  constructor(parts: { readonly sensors: SensorDirectory; readonly intake: Intake; readonly counters: Counters; readonly meter: LineMeter; readonly log: Logger }, limits: ConnectionLimits, tls?: TlsIdentity) {
    this.sensors = parts.sensors;
    this.intake = parts.intake;
    this.counters = parts.counters;
    this.meter = parts.meter;
    this.log = parts.log;
    this.name = tls ? 'syslog-tls' : 'syslog-tcp';
    this.table = new ConnectionTable(this.name, limits, parts.meter);
    this.server = tls ? createTlsServer({ ...tls, handshakeTimeout: Math.min(limits.identifyMs, 30_000) }, (socket) => this.serve(socket, this.peerOf(socket, tls.ca !== undefined))) : createServer({ noDelay: true }, (socket) => this.serve(socket, { address: socket.remoteAddress ?? '', addressCounts: true }));
    // Handshakes under way are connections too, which the table does not see yet.
    this.server.maxConnections = limits.most * 2;
    this.server.on('drop', () => this.meter.refuseConnection(this.name, 'full'));
    this.server.on('tlsClientError', () => this.meter.refuseConnection(this.name, 'handshake'));
  }

  /** Listens; resolves with the port. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        // Out of file handles: the next connection may find one again.
        this.server.on('error', (error) => this.log.error({ err: error }, `${this.name} server`));
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  /** Stops reading, and returns when what was read is committed or `graceMs` is over. */
  async close(graceMs: number): Promise<void> {
    this.server.close();
    await this.table.close(graceMs);
  }

  private peerOf(socket: TLSSocket, mustBeSigned: boolean): SyslogPeer {
    return { address: socket.remoteAddress ?? '', certificate: peerCertificate(socket, Date.now(), mustBeSigned), addressCounts: false };
  }

  private serve(socket: Socket, peer: SyslogPeer): void {
    if (!this.table.admit()) {
      socket.destroy();
      return;
    }
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    const connection = new SyslogConnection(peer, this.sensors, this.intake, this.counters, this.meter);
    const served = connection.serve(socket).catch((error: unknown) => this.log.warn({ err: error, address: peer.address, receiver: this.name }, 'syslog connection ended')).finally(() => {
      socket.destroy();
    });
    this.table.hold(socket, () => connection.identified, served);
  }
}
