import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Logger } from 'pino';
import type { SensorDirectory } from '../../sensor-directory.ts';
import { ConnectionTable, type ConnectionLimits } from '../connection-table.ts';
import type { LineMeter } from '../line-meter.ts';
import { peerCertificate, type TlsIdentity } from '../tls-identity.ts';
import { MqttConnection, type MqttSettings } from './mqtt-connection.ts';
import type { PublishStore } from './publish-store.ts';
import type { SessionLog } from './session-log.ts';
import type { TopicRules } from './topic-rules.ts';

export interface MqttReceiverParts {
  readonly sensors: SensorDirectory;
  readonly rules: TopicRules;
  readonly store: PublishStore;
  /** Open before the first port is. */
  readonly sessions: SessionLog;
  readonly meter: LineMeter;
  readonly log: Logger;
  /** Connections by sensor and client id, shared by the plain and the TLS port: a client is on one of them at a time. */
  readonly clients: Map<string, MqttConnection>;
}

/** MQTT 3.1, 3.1.1 and 5, over TLS where an identity is given. */
export class MqttReceiver {
  private readonly name: string;
  private readonly parts: MqttReceiverParts;
  private readonly settings: MqttSettings;
  private readonly server: Server;
  private readonly table: ConnectionTable;

  constructor(parts: MqttReceiverParts, limits: ConnectionLimits, settings: MqttSettings, tls?: TlsIdentity) {
    this.parts = parts;
    this.settings = settings;
    this.name = tls ? 'mqtts' : 'mqtt';
    this.table = new ConnectionTable(this.name, limits, parts.meter);
    this.server = tls ? createTlsServer({ ...tls, handshakeTimeout: Math.min(limits.identifyMs, 30_000) }, (socket) => this.serve(socket, peerCertificate(socket, Date.now(), tls.ca !== undefined))) : createServer({ noDelay: true }, (socket) => this.serve(socket, undefined));
    this.server.maxConnections = limits.most * 2;
    this.server.on('drop', () => this.parts.meter.refuseConnection(this.name, 'full'));
    this.server.on('tlsClientError', () => this.parts.meter.refuseConnection(this.name, 'handshake'));
  }

  /** Listens; resolves with the port. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.on('error', (error) => this.parts.log.error({ err: error }, `${this.name} server`));
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  /** Ends all connections, and returns when what they sent is settled or `graceMs` is over. What is not acknowledged by then is sent again by its device. */
  async close(graceMs: number): Promise<void> {
    this.server.close();
    await this.table.close(graceMs);
  }

  private serve(socket: Socket, certificate: string | undefined): void {
    if (!this.table.admit()) {
      socket.destroy();
      return;
    }
    const { sensors, rules, store, sessions, log, clients } = this.parts;
    let name = '';
    const takeOver = (client: string, connection: MqttConnection): void => {
      name = client;
      clients.get(client)?.end('takenOver');
      clients.set(client, connection);
    };
    const connection = new MqttConnection(socket, certificate, { sensors, rules, store, sessions, takeOver }, this.settings);
    const address = socket.remoteAddress;
    const served = connection.serve().catch((error: unknown) => {
      if (!connection.identified) this.parts.meter.refuseConnection(this.name, 'unauthenticated');
      log.warn({ err: error, address, receiver: this.name }, 'MQTT connection ended');
    }).finally(() => {
      if (clients.get(name) === connection) clients.delete(name);
      socket.destroySoon();
    });
    this.table.hold(socket, () => connection.identified, served);
  }
}
