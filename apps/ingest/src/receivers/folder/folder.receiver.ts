import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LineParser } from '@watchfloor/parsers';
import type { Logger } from 'pino';
import type { Intake } from '../../intake.ts';
import type { SensorDirectory, SensorIdentity } from '../../sensor-directory.ts';
import type { LineMeter } from '../line-meter.ts';
import type { PlacedLine } from '../line-cutter.ts';
import { sourceSensor } from '../source-sensor.ts';
import { sourceParser, storePlaced } from '../source-store.ts';
import { FolderLook, type Unread } from './folder-look.ts';
import type { FolderSettings } from './folder-settings.ts';
import { TAIL_BYTES, tailOf, TailState } from './tail-state.ts';

const RECEIVER = 'folder';
const BATCH_BYTES = 1024 * 1024;
const AT_ONCE = 8;

export interface FolderParts {
  readonly sensors: SensorDirectory;
  readonly intake: Intake;
  readonly meter: LineMeter;
  readonly log: Logger;
}

interface Watched {
  readonly settings: FolderSettings;
  /** Of this folder alone: what one customer's glob finds is never read on, or left out, because of another's. */
  readonly state: TailState;
  readonly look: FolderLook;
}

/**
 * Log files as they grow. How far each was read is on disk, written after its lines are committed; ids are made of file and offset, so
 * what is read twice after a crash is stored once. Each folder is looked at on its own, so that none waits for another's quota: rotation is
 * told by inode and content, which a notice of the operating system would not spare us, and network shares give none.
 */
export class FolderReceiver {
  private readonly parts: FolderParts;
  private readonly pollMs: number;
  private readonly watched: readonly Watched[];
  private readonly parsers = new Map<string, LineParser>();
  private readonly stopping = new AbortController();
  private running: Promise<unknown> | undefined;

  constructor(parts: FolderParts, folders: readonly FolderSettings[], settings: { readonly pollMs: number; readonly stateDir: string }) {
    this.parts = parts;
    this.pollMs = settings.pollMs;
    this.watched = folders.map((each, index) => {
      const state = new TailState(join(settings.stateDir, stateName(each.path, folders.slice(0, index).filter(({ path }) => path === each.path).length)));
      return { settings: each, state, look: new FolderLook(each.path, state) };
    });
  }

  /** Reads where a former process stopped, and starts. */
  async start(): Promise<void> {
    await Promise.all(this.watched.map(({ state }) => state.load()));
    this.running = Promise.all(this.watched.map((watched) => this.run(watched)));
  }

  /** Stops after the batches in hand, or after `graceMs`; what is not checkpointed is read again and stored once. */
  async close(graceMs: number): Promise<void> {
    this.stopping.abort();
    await Promise.race([this.running, sleep(graceMs, undefined, { ref: false })]);
  }

  private async run(watched: Watched): Promise<void> {
    while (!this.stopping.signal.aborted) {
      let more = false;
      try {
        more = await this.round(watched);
      } catch (error) {
        this.fail(watched.settings, error);
      }
      if (!more) await sleep(this.pollMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Reads at most one batch of each file; true where there is more. */
  private async round({ settings, state, look }: Watched): Promise<boolean> {
    const identity = await sourceSensor(this.parts.sensors, settings, Date.now());
    const unread = await look.look(Date.now(), (path, error) => this.fail(settings, error, path));
    // New streams get their names on disk before a line of them is stored.
    await state.save(Date.now());
    let more = false;
    for (let at = 0; at < unread.length && !this.stopping.signal.aborted; at += AT_ONCE) {
      if (this.parts.intake.waitSeconds(identity, Date.now()) > 0) return false;
      const read = await Promise.all(unread.slice(at, at + AT_ONCE).map((each) => this.read(each, identity, settings, state).catch((error: unknown) => {
        this.fail(settings, error, each.file.path);
        return false;
      })));
      await state.save(Date.now());
      more ||= read.includes(true);
    }
    return more;
  }

  /** Stores one batch of a file (a compressed one whole); true where there may be more. */
  private async read(unread: Unread, identity: SensorIdentity, settings: FolderSettings, state: TailState): Promise<boolean> {
    const { file, stream, id, whole } = unread;
    const parser = this.parsers.get(stream.id) ?? sourceParser(identity, settings);
    if (!this.parsers.has(stream.id) && stream.offset > 0) for (const line of await file.headerLines()) parser.parse(line);
    this.remember(stream.id, parser);
    for await (const batch of file.lines(stream.offset, BATCH_BYTES, whole)) {
      // Lines without a time of their own may have been stored at another one before a crash.
      await storePlaced(this.parts.intake, { identity, receiver: RECEIVER, stream: `folder:${stream.id}`, parser, mayRepeat: true }, batch);
      const end = batch.at(-1)?.end ?? stream.offset;
      stream.tail = file.compressed ? stream.tail : ((await file.tailAt(end)) ?? tailOfBatch(batch));
      stream.offset = end;
      if (!file.compressed) return true;
    }
    if (!file.compressed) return false;
    const entry = state.files.get(id);
    if (entry) state.files.set(id, { ...entry, done: true });
    return false;
  }

  private remember(stream: string, parser: LineParser): void {
    this.parsers.delete(stream);
    this.parsers.set(stream, parser);
    const [oldest] = this.parsers.keys();
    if (this.parsers.size > 10_000 && oldest !== undefined) this.parsers.delete(oldest);
  }

  /** Counted by glob, because the names of files are whoever's who writes them. */
  private fail(settings: FolderSettings, error: unknown, path = settings.path): void {
    this.parts.meter.fail(RECEIVER, settings.path);
    this.parts.log.warn({ err: error, path }, 'a watched file could not be read: it is tried again');
  }
}

/** Name of the state of a glob; `before`: how many earlier folders have the same one, for another sensor. */
function stateName(glob: string, before: number): string {
  return `folder-${createHash('sha256').update(`${before} ${glob}`).digest('hex').slice(0, 16)}.json`;
}

/** For a file that was truncated while its lines were stored: it will not match, which is right. */
function tailOfBatch(batch: readonly PlacedLine[]): string {
  return tailOf(batch.at(-1)?.line.bytes.subarray(-TAIL_BYTES) ?? Buffer.alloc(0));
}
