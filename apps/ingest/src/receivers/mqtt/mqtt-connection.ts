import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '@watchfloor/core';
import { openSource, type LineParser } from '@watchfloor/parsers';
import { parser as packetParser, type IConnectPacket, type IPublishPacket, type Packet } from 'mqtt-packet';
import type { SensorDirectory, SensorIdentity } from '../../sensor-directory.ts';
import { deviceLogin, type Credentials } from './device-login.ts';
import { connectProblem, PacketWriter, sessionWish, type Reason } from './packets.ts';
import type { Published, PublishStore } from './publish-store.ts';
import type { Session, SessionLog } from './session-log.ts';
import type { TopicRules } from './topic-rules.ts';

export interface MqttSettings {
  /** Largest packet of a device that has logged in. */
  readonly packetBytes: number;
}

export interface MqttParts {
  readonly sensors: SensorDirectory;
  readonly rules: TopicRules;
  readonly store: PublishStore;
  readonly sessions: SessionLog;
  /** Ends another connection of the same client, as MQTT wants. */
  readonly takeOver: (client: string, connection: MqttConnection) => void;
}

/** Bytes of a packet before its sender is known. */
const UNKNOWN_BYTES = 16 * 1024;
const MOST_UNDER_WAY = 256;
const WINDOW_BYTES = 1024 * 1024;

/** Why a connection ends; `reason` is told to a client of MQTT 5. */
class HangUp extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * One device, MQTT 3.1, 3.1.1 or 5. It publishes and nothing else: no message is ever sent to a client, so none can reach the wrong one.
 * PUBACK (QoS 1) and PUBREC (QoS 2) are written when the store has committed the message, in the order in which messages came.
 */
export class MqttConnection {
  private readonly socket: Socket;
  private readonly certificate: string | undefined;
  private readonly parts: MqttParts;
  private readonly settings: MqttSettings;
  private readonly packets: Packet[] = [];
  private writer = new PacketWriter(4);
  private credentials: Credentials | undefined;
  private identity: SensorIdentity | undefined;
  private lines: LineParser | undefined;
  private client = '';
  private session: Session | undefined;
  /** How long the session is kept, where the device said so when it left. */
  private keptSeconds: number | undefined;
  private will: Published | undefined;
  private underWay = 0;
  private bytes = 0;
  private waiting = false;
  /** The answers to messages, one after the other. */
  private answers: Promise<void> = Promise.resolve();
  private failed: unknown;

  constructor(socket: Socket, certificate: string | undefined, parts: MqttParts, settings: MqttSettings) {
    this.socket = socket;
    this.certificate = certificate;
    this.parts = parts;
    this.settings = settings;
  }

  get identified(): boolean {
    return this.identity !== undefined;
  }

  /** Serves until the device leaves; resolves when everything it sent is settled. Throws what ended the connection from our side. */
  async serve(): Promise<void> {
    const parser = packetParser() as ReturnType<typeof packetParser> & { readonly packet: { readonly length: number } };
    parser.on('packet', (packet) => this.packets.push(packet));
    parser.on('error', (error: unknown) => { this.failed ??= new HangUp('protocolError', String(error)); });
    try {
      for await (const chunk of this.socket as AsyncIterable<Buffer>) {
        parser.parse(chunk);
        if (parser.packet.length > (this.identity ? this.settings.packetBytes : UNKNOWN_BYTES)) this.failed ??= new HangUp('tooLarge', 'the packet is larger than is taken');
        await this.work();
      }
    } catch (error) {
      // A connection that broke is the device's leaving; all else is ours.
      if (!isSocketError(error)) this.hangUp(error);
    }
    await this.answers;
    await this.publishWill();
    await this.session?.end(Date.now(), this.keptSeconds);
    if (this.failed !== undefined) throw this.failed;
  }

  /** Ends the connection, telling a client of MQTT 5 why. */
  end(reason: Reason): void {
    const packet = this.writer.disconnect(reason);
    if (packet && this.socket.writable) this.socket.write(packet);
    this.socket.destroySoon();
  }

  private hangUp(error: unknown): void {
    this.failed ??= error;
    this.end(error instanceof HangUp ? error.reason : 'stopping');
  }

  private async work(): Promise<void> {
    for (let packet = this.packets.shift(); packet; packet = this.packets.shift()) await this.take(packet);
    if (this.failed !== undefined) throw this.failed;
    if (this.identity) await this.renew();
  }

  private async take(packet: Packet): Promise<void> {
    if (!this.identity) {
      if (packet.cmd !== 'connect') throw new HangUp('protocolError', `${packet.cmd} before CONNECT`);
      return this.connect(packet);
    }
    switch (packet.cmd) {
      case 'publish':
        return this.publish(this.identity, packet);
      case 'pubrel':
        this.session?.received.delete(packet.messageId ?? 0);
        return this.answer(() => this.writer.answer('pubcomp', packet.messageId ?? 0));
      case 'subscribe':
        return this.answer(() => this.writer.noSubscriptions(packet.messageId ?? 0, packet.subscriptions.length));
      case 'unsubscribe':
        return this.answer(() => this.writer.unsubscribed(packet.messageId ?? 0, packet.unsubscriptions.length));
      case 'pingreq':
        return this.answer(() => this.writer.pong());
      case 'disconnect':
        // MQTT 5: 4 is 'disconnect with will'.
        if (packet.reasonCode !== 4) this.will = undefined;
        this.keptSeconds = packet.properties?.sessionExpiryInterval;
        this.socket.end();
        return undefined;
      default:
        throw new HangUp('protocolError', `${packet.cmd} is nothing that a device sends here`);
    }
  }

  private async connect(packet: IConnectPacket): Promise<void> {
    this.writer = new PacketWriter(packet.protocolVersion ?? 4);
    const problem = connectProblem(packet);
    if (problem) return this.refuse(problem, problem);
    this.credentials = { username: packet.username, password: packet.password?.toString('utf8'), certificate: this.certificate };
    try {
      this.identity = await deviceLogin(this.parts.sensors, this.credentials, Date.now());
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return this.refuse(error.code === 'UNAVAILABLE' ? 'unavailable' : 'badCredentials', error.message);
    }
    const assigned = packet.clientId === '' ? randomUUID() : undefined;
    this.client = assigned ?? packet.clientId;
    if (packet.will) this.will = { topic: packet.will.topic, payload: Buffer.from(packet.will.payload as Buffer), dup: false };
    if (this.will && !this.parts.rules.mayPublish(this.identity, this.will.topic)) {
      this.will = undefined;
      return this.refuse('notAuthorized', 'the will is for a topic that the device may not publish to');
    }
    this.parts.takeOver(`${this.identity.sensor.id}/${this.client}`, this);
    this.session = await this.parts.sessions.begin(`${this.identity.sensor.id}/${this.client}`, sessionWish(packet), Date.now());
    const keepAliveMs = (packet.keepalive ?? 0) * 1_500;
    // While messages wait for the store nothing is read, so nothing can be missed.
    if (keepAliveMs > 0) this.socket.setTimeout(keepAliveMs, () => { if (!this.waiting) this.end('keepAlive'); });
    this.send(this.writer.accepted(this.session, assigned, { receiveMaximum: MOST_UNDER_WAY, maximumPacketSize: this.settings.packetBytes }));
  }

  private refuse(reason: Reason, message: string): never {
    this.identity = undefined;
    this.send(this.writer.refused(reason));
    this.failed ??= new Refused('UNAUTHENTICATED', message);
    this.socket.destroySoon();
    throw this.failed;
  }

  private async publish(identity: SensorIdentity, packet: IPublishPacket): Promise<void> {
    const messageId = packet.qos === 0 ? undefined : packet.messageId;
    const message = { topic: packet.topic, payload: Buffer.from(packet.payload as Buffer), dup: packet.dup, messageId };
    const cmd = packet.qos === 2 ? 'pubrec' : 'puback';
    if (!this.parts.rules.mayPublish(identity, message.topic)) {
      this.parts.store.refuse(identity, message);
      return this.reject(cmd, messageId, 'notAuthorized', `may not publish to ${message.topic.slice(0, 200)}`);
    }
    // QoS 2: between PUBREC and PUBREL the same packet id is the same message.
    if (packet.qos === 2 && messageId !== undefined && this.session?.received.has(messageId)) return this.answer(() => this.writer.answer('pubrec', messageId));
    this.lines ??= openSource(identity.sensor.source, { timeZone: identity.timeZone, now: Date.now() });
    this.underWay += 1;
    this.bytes += message.payload.length;
    const stored = this.parts.store.store(identity, this.client, message, this.lines);
    // It is waited for in its turn, which may come after it has failed.
    stored.catch(() => undefined);
    this.answer(async () => {
      try {
        await stored;
        // Only now: a repeat on another connection must wait for the store too, and one after a failure must be stored.
        if (packet.qos === 2 && messageId !== undefined && this.socket.writable) this.session?.received.add(messageId);
        return messageId === undefined ? undefined : this.writer.answer(cmd, messageId);
      } catch (error) {
        if (!(error instanceof Refused) || error.code === 'UNAVAILABLE' || messageId === undefined) throw error;
        if (this.writer.version !== 5) throw new HangUp('rejected', error.message);
        return this.writer.answer(cmd, messageId, 'rejected');
      } finally {
        this.underWay -= 1;
        this.bytes -= message.payload.length;
      }
    });
    await this.throttle(identity);
  }

  /** A message that will never be taken: MQTT 5 is told so; 3.1.1 knows no other answer than hanging up. */
  private reject(cmd: 'puback' | 'pubrec', messageId: number | undefined, reason: Reason, message: string): void {
    if (messageId !== undefined) this.session?.received.delete(messageId);
    if (this.writer.version !== 5) throw new HangUp(reason, message);
    if (messageId !== undefined) this.answer(() => this.writer.answer(cmd, messageId, reason));
  }

  /** Stops reading while too much is not committed or the tenant is over its quota. */
  private async throttle(identity: SensorIdentity): Promise<void> {
    this.waiting = true;
    while (this.failed === undefined && (this.underWay >= MOST_UNDER_WAY || this.bytes > WINDOW_BYTES)) await sleep(5);
    for (let wait = this.parts.store.waitSeconds(identity); wait > 0 && !this.socket.destroyed; wait = this.parts.store.waitSeconds(identity)) await sleep(Math.min(wait * 1000, 1_000));
    this.waiting = false;
  }

  /** A device stays connected for long: a key that was withdrawn ends it. */
  private async renew(): Promise<void> {
    if (!this.credentials) return;
    try {
      this.identity = await deviceLogin(this.parts.sensors, this.credentials, Date.now());
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'UNAUTHENTICATED') return;
      throw new HangUp('notAuthorized', error.message);
    }
  }

  /** Writes an answer after those before it. */
  private answer(make: () => Buffer | undefined | Promise<Buffer | undefined>): void {
    this.answers = this.answers.then(async () => {
      const packet = await make();
      if (packet) this.send(packet);
    }).catch((error: unknown) => this.hangUp(error));
  }

  private send(packet: Buffer): void {
    if (this.socket.writable) this.socket.write(packet);
  }

  /** The device left without saying so. */
  private async publishWill(): Promise<void> {
    const { will, identity } = this;
    this.will = undefined;
    if (will && identity) await this.parts.store.store(identity, this.client, will, undefined);
  }
}

function isSocketError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && !(error instanceof Refused);
}
