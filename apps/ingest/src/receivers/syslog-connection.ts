import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '@watchfloor/core';
import { openSource, type LineParser } from '@watchfloor/parsers';
import type { Counters } from '../counters.ts';
import type { Intake } from '../intake.ts';
import type { Line } from '../lines/line.ts';
import type { SensorDirectory, SensorIdentity } from '../sensor-directory.ts';
import { SyslogFramer } from '../syslog/framer.ts';
import type { LineMeter } from './line-meter.ts';
import { syslogLine } from './syslog-lines.ts';

/** Bytes of one connection that may be read and not yet committed. */
const WINDOW_BYTES = 1024 * 1024;
/** Bytes of a message that a connection may hold before its sender is known. */
const UNKNOWN_BYTES = 8 * 1024;
const AUTH = /^AUTH (wfs_[\w-]{1,200})\s*$/;
const UNKNOWN = 'unknown';

/** What a connection shows of its sender before the first message. */
export interface SyslogPeer {
  readonly address: string;
  /** SHA-256 fingerprint of the client's certificate. */
  readonly certificate?: string | undefined;
  /** True where an allow-listed address is proof enough: on plain connections only. */
  readonly addressCounts: boolean;
}

/**
 * One TCP connection. Its sensor is the one of a key in the message (structured data), else of an `AUTH wfs_…` first line, else of the
 * client's certificate, else of the allow-listed address. Until there is one it may hold a few KiB. Event ids are made of the connection's own id and the message's number: TCP has no retry that could repeat them.
 */
export class SyslogConnection {
  private readonly peer: SyslogPeer;
  private readonly sensors: SensorDirectory;
  private readonly intake: Intake;
  private readonly counters: Counters;
  private readonly meter: LineMeter;
  private readonly id = randomUUID();
  private readonly parsers = new Map<string, LineParser>();
  private ownerKey: string | undefined;
  private owner: SensorIdentity | undefined;
  /** Whose messages came last. */
  private senders: readonly SensorIdentity[] = [];
  private lineNumber = 0;
  private uncommitted = 0;
  private failed: unknown;
  private readonly writes = new Set<Promise<void>>();

  constructor(peer: SyslogPeer, sensors: SensorDirectory, intake: Intake, counters: Counters, meter: LineMeter) {
    this.peer = peer;
    this.sensors = sensors;
    this.intake = intake;
    this.counters = counters;
    this.meter = meter;
  }

  /** True once a sensor has been named that is one of ours. */
  get identified(): boolean {
    return this.senders.length > 0 || this.owner !== undefined;
  }

  /** Reads to the end; resolves when everything read is committed. Throws when the sender cannot be identified or a batch was refused. */
  async serve(chunks: AsyncIterable<Buffer>): Promise<void> {
    const framer = new SyslogFramer();
    await this.renewOwner();
    try {
      for await (const chunk of chunks) {
        await this.take(framer.push(chunk));
        if (framer.broken) this.refuse(framer.broken);
        if (framer.pending > UNKNOWN_BYTES && !this.identified) await this.takeHead(framer.pendingHead(UNKNOWN_BYTES));
        await this.throttle();
      }
    } finally {
      await this.take(framer.end()).catch(() => undefined);
      while (this.writes.size > 0) await Promise.race(this.writes);
    }
    if (this.failed !== undefined) throw this.failed;
  }

  /** Groups messages by sensor, in order, and starts their way into the store: also of those before a message whose sender is nobody. */
  private async take(frames: readonly Line[]): Promise<void> {
    if (frames.length > 0) await this.renewOwner();
    const groups = new Map<string, { identity: SensorIdentity; lines: Line[] }>();
    try {
      for (const frame of frames) await this.group(frame, groups);
    } finally {
      for (const { identity, lines } of groups.values()) this.store(identity, lines);
      if (groups.size > 0) this.senders = [...groups.values()].map((group) => group.identity);
    }
  }

  private async group(frame: Line, groups: Map<string, { identity: SensorIdentity; lines: Line[] }>): Promise<void> {
    const auth = frame.size < 256 ? AUTH.exec(frame.bytes.toString('latin1')) : null;
    if (auth) {
      this.ownerKey = auth[1] ?? '';
      return this.renewOwner();
    }
    const { line, sensorKey } = syslogLine(frame, { nowMs: Date.now(), timeZone: this.owner?.timeZone ?? 'UTC' });
    const identity = await this.identify(sensorKey);
    // Times without a zone are the site's, which is known only now.
    const own = identity.timeZone === (this.owner?.timeZone ?? 'UTC') ? line : syslogLine(frame, { nowMs: Date.now(), timeZone: identity.timeZone }).line;
    const group = groups.get(identity.sensor.id) ?? { identity, lines: [] };
    group.lines.push(own);
    groups.set(identity.sensor.id, group);
  }

  /** A long message whose end has not come: the key in its head, or nothing, says whose it is. */
  private async takeHead(head: Buffer): Promise<void> {
    const { sensorKey } = syslogLine({ bytes: head, size: head.length }, { nowMs: Date.now(), timeZone: 'UTC' });
    this.senders = [await this.identify(sensorKey)];
  }

  /** A connection lives long: a key that was disabled meanwhile ends it, and changed facts about the customer count from now on. */
  private async renewOwner(): Promise<void> {
    const key = this.ownerKey;
    this.owner = await this.patiently(() => (key === undefined ? this.ownerOfPeer() : this.sensors.byKey(key, Date.now())));
  }

  private async ownerOfPeer(): Promise<SensorIdentity | undefined> {
    const { certificate, address, addressCounts } = this.peer;
    // A certificate that is no sensor's does not end the connection: each message may carry a key of its own.
    if (certificate !== undefined) return this.sensors.byCertificate(certificate, Date.now()).catch(unlessUnknown);
    return addressCounts ? this.sensors.byAddress(address) : undefined;
  }

  private async identify(sensorKey: string | undefined): Promise<SensorIdentity> {
    if (sensorKey !== undefined) return this.patiently(() => this.sensors.byKey(sensorKey, Date.now())).catch((error: unknown) => this.refuseUnknown(error));
    if (this.owner) {
      if (this.peer.certificate === undefined && this.ownerKey === undefined) this.meter.byAddressOnly(this.owner.sensor.id, this.peer.address, 'syslog-tcp');
      return this.owner;
    }
    return this.refuseUnknown(new Refused('UNAUTHENTICATED', `${this.peer.certificate === undefined ? `address ${this.peer.address}` : `certificate ${this.peer.certificate}`} is no sensor's, and the message has no sensor key`));
  }

  private refuseUnknown(error: unknown): never {
    this.counters.receive(UNKNOWN, 1, 'syslog-tcp');
    this.counters.settle(UNKNOWN, 'refused', 1, 'syslog-tcp');
    throw error;
  }

  /** What cannot be cut into messages any more counts as one line refused, of the sensor that sent last. */
  private refuse(broken: Error): never {
    const sensorId = this.senders.at(-1)?.sensor.id ?? this.owner?.sensor.id ?? UNKNOWN;
    this.counters.receive(sensorId, 1, 'syslog-tcp');
    this.counters.settle(sensorId, 'refused', 1, 'syslog-tcp');
    throw broken;
  }

  private store(identity: SensorIdentity, lines: readonly Line[]): void {
    const bytes = lines.reduce((sum, line) => sum + line.bytes.length, 0);
    const batchId = `tcp:${this.id}:${this.lineNumber}`;
    this.lineNumber += lines.length;
    this.uncommitted += bytes;
    const batch = { identity, batchId, lines, bytes, receivedAtMs: Date.now(), deadlineMs: undefined, mayRepeat: false, parser: this.parserOf(identity) };
    const write = this.intake.accept(batch).then(() => undefined, (error: unknown) => { this.failed ??= error; }).finally(() => {
      this.uncommitted -= bytes;
      this.writes.delete(write);
    });
    this.writes.add(write);
  }

  /** Stops reading while the window is full or a tenant whose messages came last is over its quota. */
  private async throttle(): Promise<void> {
    while (this.uncommitted > WINDOW_BYTES) await Promise.race(this.writes);
    if (this.failed !== undefined) throw this.failed;
    for (const sender of this.senders) {
      for (let wait = this.intake.waitSeconds(sender, Date.now()); wait > 0; wait = this.intake.waitSeconds(sender, Date.now())) await sleep(Math.min(wait * 1000, 1_000));
    }
  }

  private parserOf(identity: SensorIdentity): LineParser {
    let parser = this.parsers.get(identity.sensor.id);
    if (!parser) {
      parser = openSource(identity.sensor.source, { timeZone: identity.timeZone, now: Date.now() });
      this.parsers.set(identity.sensor.id, parser);
    }
    return parser;
  }

  /** Tries again while the answer is 'later': TCP has no other way to say it than to wait. */
  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'UNAVAILABLE') throw error;
        await sleep((error.retryAfterSeconds ?? 1) * 1000);
      }
    }
  }
}

function unlessUnknown(error: unknown): undefined {
  if (!(error instanceof Refused) || error.code !== 'UNAUTHENTICATED') throw error;
}
