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
  readonly look: FolderLook;
}

/**
 * Log files as they grow. How far each was read is on disk, written after its lines are committed; ids are made of file and offset, so
 * what is read twice after a crash is stored once. Folders are looked at in turn: rotation is told by inode and content, which a notice of
 * the operating system would not spare us, and network shares give none.
 */
export class FolderReceiver {
  private readonly parts: FolderParts;
  private readonly pollMs: number;
  private readonly state: TailState;
  private readonly watched: readonly Watched[];
  private readonly parsers = new Map<string, LineParser>();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(parts: FolderParts, folders: readonly FolderSettings[], settings: { readonly pollMs: number; readonly stateDir: string }) {
    this.parts = parts;
    this.pollMs = settings.pollMs;
    this.state = new TailState(join(settings.stateDir, 'folders.json'));
    this.watched = folders.map((each) => ({ settings: each, look: new FolderLook(each.path, this.state) }));
  }

  /** Reads where a former process stopped, and starts. */
  async start(): Promise<void> {
    await this.state.load();
    this.running = this.run();
  }

  /** Stops after the batches in hand, or after `graceMs`; what is not checkpointed is read again and stored once. */
  async close(graceMs: number): Promise<void> {
    this.stopping.abort();
    await Promise.race([this.running, sleep(graceMs, undefined, { ref: false })]);
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      let more = false;
      for (const watched of this.watched) {
        try {
          more = (await this.round(watched)) || more;
        } catch (error) {
          this.fail(watched.settings.path, error);
        }
      }
      if (!more) await sleep(this.pollMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Reads at most one batch of each file; true where there is more. */
  private async round({ settings, look }: Watched): Promise<boolean> {
    const identity = await sourceSensor(this.parts.sensors, settings, Date.now());
    const unread = await look.look(Date.now(), (path, error) => this.fail(path, error));
    // New streams get their names on disk before a line of them is stored.
    await this.state.save(Date.now());
    let more = false;
    for (let at = 0; at < unread.length && !this.stopping.signal.aborted; at += AT_ONCE) {
      if (this.parts.intake.waitSeconds(identity, Date.now()) > 0) return false;
      const read = await Promise.all(unread.slice(at, at + AT_ONCE).map((each) => this.read(each, identity, settings).catch((error: unknown) => {
        this.fail(each.file.path, error);
        return false;
      })));
      await this.state.save(Date.now());
      more ||= read.includes(true);
    }
    return more;
  }

  /** Stores one batch of a file (a compressed one whole); true where there may be more. */
  private async read(unread: Unread, identity: SensorIdentity, settings: FolderSettings): Promise<boolean> {
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
    const entry = this.state.files.get(id);
    if (entry) this.state.files.set(id, { ...entry, done: true });
    return false;
  }

  private remember(stream: string, parser: LineParser): void {
    this.parsers.delete(stream);
    this.parsers.set(stream, parser);
    const [oldest] = this.parsers.keys();
    if (this.parsers.size > 10_000 && oldest !== undefined) this.parsers.delete(oldest);
  }

  private fail(path: string, error: unknown): void {
    this.parts.meter.fail(RECEIVER, path);
    this.parts.log.warn({ err: error, path }, 'a watched file could not be read: it is tried again');
  }
}

/** For a file that was truncated while its lines were stored: it will not match, which is right. */
function tailOfBatch(batch: readonly PlacedLine[]): string {
  return tailOf(batch.at(-1)?.line.bytes.subarray(-TAIL_BYTES) ?? Buffer.alloc(0));
}
