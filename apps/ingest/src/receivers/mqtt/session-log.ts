import { Journal } from '../journal.ts';

/** What a device asks for when it connects. */
export interface SessionWish {
  /** True where a session that is kept shall end ('clean session', 'clean start'). */
  readonly clean: boolean;
  /** Seconds after the connection's end for which the session is kept; 0 for a session that ends with it. */
  readonly seconds: number;
}

/** The session of one connection. */
export interface Session {
  /** True where it goes on from an earlier connection. */
  readonly present: boolean;
  readonly seconds: number;
  /** Packet ids of QoS 2 between PUBREC and PUBREL. */
  readonly received: Set<number>;
  /** The connection is over; `seconds` where the device changed its mind. */
  end(nowMs: number, seconds?: number): Promise<void>;
}

interface Kept {
  readonly seconds: number;
  /** Undefined while it is connected. */
  readonly endedAtMs: number | undefined;
  readonly received: Set<number>;
}

/** Longest time for which a session is kept, whatever a device asks for. */
export const LONGEST_SESSION_SECONDS = 30 * 86_400;
const MOST = 100_000;
const MOST_LINES = 200_000;

/**
 * Which devices have a session. It holds little: nothing is ever sent to a device, and its messages are known by ids made of packet id and
 * content, so what must outlive this process is that there is one: a device that hears of none drops the messages it has not seen acknowledged.
 */
export class SessionLog {
  private readonly sessions = new Map<string, Kept>();
  private readonly journal: Journal;
  private lines = 0;
  /** Writes come one after the other. */
  private last: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.journal = new Journal(path);
  }

  /** Reads what a former process left; connections that it had end now. */
  async open(nowMs: number): Promise<void> {
    for (const line of await this.journal.read()) {
      const entry = entryOf(line);
      if (!entry) continue;
      const [client, seconds, endedAtMs] = entry;
      this.sessions.delete(client);
      if (seconds > 0) this.sessions.set(client, { seconds, endedAtMs: endedAtMs ?? nowMs, received: new Set() });
    }
    await this.rewrite(nowMs);
  }

  /** The session of a device that connects; it is on disk when this resolves. */
  async begin(client: string, wish: SessionWish, nowMs: number): Promise<Session> {
    const before = this.sessions.get(client);
    const present = !wish.clean && before !== undefined && alive(before, nowMs);
    const seconds = Math.min(wish.seconds, LONGEST_SESSION_SECONDS);
    const kept: Kept = { seconds, endedAtMs: undefined, received: present ? before.received : new Set() };
    this.sessions.delete(client);
    this.sessions.set(client, kept);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size > MOST && oldest !== undefined) this.sessions.delete(oldest);
    if (seconds > 0 || before) await this.inTurn(() => this.write(client, seconds, undefined, nowMs));
    const end = async (endMs: number, changed = seconds): Promise<void> => {
      // A later connection of the same device has taken it over.
      if (this.sessions.get(client) !== kept) return;
      const rest = Math.min(changed, LONGEST_SESSION_SECONDS);
      if (rest > 0) this.sessions.set(client, { ...kept, seconds: rest, endedAtMs: endMs });
      else this.sessions.delete(client);
      if (rest > 0 || seconds > 0) await this.inTurn(() => this.write(client, rest, endMs, endMs));
    };
    return { present, seconds, received: kept.received, end };
  }

  async close(): Promise<void> {
    await this.last;
    await this.journal.close();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  private async write(client: string, seconds: number, endedAtMs: number | undefined, nowMs: number): Promise<void> {
    this.lines += 1;
    if (this.lines > MOST_LINES + this.sessions.size) return this.rewrite(nowMs);
    await this.journal.append([client, seconds, endedAtMs ?? null], endedAtMs === undefined);
  }

  private async rewrite(nowMs: number): Promise<void> {
    this.lines = 0;
    for (const [client, kept] of this.sessions) if (kept.endedAtMs !== undefined && !alive(kept, nowMs)) this.sessions.delete(client);
    await this.journal.rewrite([...this.sessions].filter(([, kept]) => alive(kept, nowMs)).map(([client, { seconds, endedAtMs }]) => [client, seconds, endedAtMs ?? null]));
  }
}

function alive({ seconds, endedAtMs }: Kept, nowMs: number): boolean {
  return seconds > 0 && (endedAtMs === undefined || nowMs < endedAtMs + seconds * 1000);
}

function entryOf(line: unknown): [string, number, number | null] | undefined {
  if (!Array.isArray(line)) return undefined;
  const [client, seconds, endedAtMs] = line as unknown[];
  return typeof client === 'string' && typeof seconds === 'number' ? [client, seconds, typeof endedAtMs === 'number' ? endedAtMs : null] : undefined;
}
