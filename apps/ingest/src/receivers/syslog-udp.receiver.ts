import { createSocket, type Socket } from 'node:dgram';
import { Refused } from '@watchfloor/core';
import type { Logger } from 'pino';
import type { Counters } from '../counters.ts';
import type { Intake } from '../intake.ts';
import { lineOf } from '../lines/split-body.ts';
import type { SensorDirectory, SensorIdentity } from '../sensor-directory.ts';
import type { Spool } from '../spool/spool.ts';
import type { LineMeter } from './line-meter.ts';
import { syslogLine } from './syslog-lines.ts';

const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;
const RECEIVER = 'syslog-udp';
const UNKNOWN = 'unknown';
const KEY_MARK = Buffer.from('watchfloor@32473');

/**
 * Syslog over UDP: every datagram goes to the disk spool first. What the spool has no room for, what is over the tenant's quota and what
 * no sensor answers for is lost, and counted. What the kernel drops before us is not ours to count.
 */
export class SyslogUdpReceiver {
  private readonly sensors: SensorDirectory;
  private readonly intake: Intake;
  private readonly counters: Counters;
  private readonly spool: Spool;
  private readonly log: Logger;
  private readonly meter: LineMeter;
  private socket: Socket | undefined;

  constructor(sensors: SensorDirectory, intake: Intake, counters: Counters, spool: Spool, meter: LineMeter, log: Logger) {
    this.sensors = sensors;
    this.intake = intake;
    this.counters = counters;
    this.spool = spool;
    this.meter = meter;
    this.log = log;
  }

  /** Listens; resolves with the port. */
  listen(host: string, port: number): Promise<number> {
    const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', recvBufferSize: RECEIVE_BUFFER_BYTES });
    this.socket = socket;
    socket.on('message', (datagram, from) => {
      this.take(datagram, from.address).catch((error: unknown) => this.log.error({ err: error }, 'a datagram could not be spooled'));
    });
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, host, () => {
        socket.on('error', (error) => this.log.error({ err: error }, 'syslog UDP socket'));
        resolve(socket.address().port);
      });
    });
  }

  close(): void {
    this.socket?.close();
    this.socket = undefined;
  }

  private async take(datagram: Buffer, address: string): Promise<void> {
    const arrivedAtMs = Date.now();
    const frame = lineOf(datagram.at(-1) === 10 ? datagram.subarray(0, -1) : datagram);
    const { line, sensorKey } = datagram.includes(KEY_MARK) ? syslogLine(frame, { nowMs: arrivedAtMs, timeZone: 'UTC' }) : { line: frame, sensorKey: undefined };
    const identity = await this.identify(sensorKey, address, arrivedAtMs);
    const sensorId = identity?.sensor.id ?? UNKNOWN;
    this.counters.receive(sensorId, 1, RECEIVER);
    if (!identity) return this.counters.settle(UNKNOWN, 'refused', 1, RECEIVER);
    if (sensorKey === undefined) this.meter.byAddressOnly(sensorId, address, RECEIVER);
    if (this.intake.waitSeconds(identity, arrivedAtMs) > 0) return this.counters.settle(sensorId, 'dropped', 1, RECEIVER);
    this.counters.spool(sensorId, 1);
    const kept = await this.spool.append({ arrivedAtMs, tenantId: identity.sensor.tenantId, sensorId, bytes: line.bytes }).catch((error: unknown) => {
      this.log.error({ err: error }, 'the spool cannot be written');
      return false;
    });
    if (kept) return;
    this.counters.spool(sensorId, -1);
    this.counters.settle(sensorId, 'dropped', 1, RECEIVER);
  }

  private async identify(sensorKey: string | undefined, address: string, nowMs: number): Promise<SensorIdentity | undefined> {
    try {
      return sensorKey === undefined ? await this.sensors.byAddress(address) : await this.sensors.byKey(sensorKey, nowMs);
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
  }
}
