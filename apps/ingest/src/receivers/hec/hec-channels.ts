interface Channel {
  /** The id that the next stored request gets: every smaller one is of a request that is stored. */
  next: number;
  usedAt: number;
}

/** Channels of one sensor; the one that was not used for longest makes room. */
const MOST_OF_SENSOR = 256;
/** Milliseconds after which a channel that nobody used is forgotten (Splunk's `ack.maxIdleTime`: 600 s). */
const IDLE_MS = 600_000;

/**
 * Acknowledgements by sensor and channel. A request gets its id once ClickHouse has committed it, so the ids that were given are
 * exactly those that are stored, and a channel is one number. A forgotten channel answers false, and the sender's repeat is harmless.
 */
export class HecChannels {
  private readonly sensors = new Map<string, Map<string, Channel>>();

  /** The id of a request that is committed. */
  acknowledge(sensorId: string, channel: string, nowMs: number): number {
    const channels = this.open(sensorId, nowMs);
    const found = channels.get(channel) ?? { next: 0, usedAt: nowMs };
    channels.delete(channel);
    channels.set(channel, found);
    const [oldest] = channels.keys();
    if (channels.size > MOST_OF_SENSOR && oldest !== undefined) channels.delete(oldest);
    found.usedAt = nowMs;
    found.next += 1;
    return found.next - 1;
  }

  /** Whether the request of an id is committed. */
  isStored(sensorId: string, channel: string, ackId: number, nowMs: number): boolean {
    const found = this.open(sensorId, nowMs).get(channel);
    if (!found) return false;
    found.usedAt = nowMs;
    return ackId < found.next;
  }

  private open(sensorId: string, nowMs: number): Map<string, Channel> {
    let channels = this.sensors.get(sensorId);
    if (!channels) this.sensors.set(sensorId, (channels = new Map()));
    for (const [name, channel] of channels) if (nowMs - channel.usedAt > IDLE_MS) channels.delete(name);
    return channels;
  }
}
