import { appendFile, copyFile, mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderLook } from '../src/receivers/folder/folder-look.ts';
import { TailState } from '../src/receivers/folder/tail-state.ts';

let folder: string;
let log: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wf-folder-'));
  log = join(folder, 'conn.log');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const HOUR = 3_600_000;
const line = (n: number): string => `{"n":${n},"pad":"${'x'.repeat(n % 50)}"}`;
const text = (from: number, to: number): string => Array.from({ length: to - from }, (_, at) => `${line(from + at)}\n`).join('');

/** Reads as the receiver does; `kept` are lines by id, as the store would hold them. */
function reader(pattern = '*.log', kept = new Map<string, string>(), path = join(folder, 'state.json')) {
  const state = new TailState(path);
  const look = new FolderLook(join(folder, pattern), state);
  const read = async (options: { readonly nowMs?: number; readonly checkpoint?: boolean } = {}): Promise<void> => {
    const nowMs = options.nowMs ?? Date.now();
    for (let again = true; again; ) {
      again = false;
      const unread = await look.look(nowMs, (at, error) => { if (!at.endsWith('.gz')) throw error; });
      await state.save(nowMs);
      for (const { file, stream, id, whole } of unread) {
        for await (const batch of file.lines(stream.offset, 200, whole)) {
          for (const placed of batch) {
            const key = `${stream.id}:${placed.offset}`;
            if (kept.has(key)) expect(kept.get(key)).toBe(placed.line.bytes.toString());
            kept.set(key, placed.line.bytes.toString());
          }
          const end = batch.at(-1)?.end ?? stream.offset;
          if (!file.compressed) stream.tail = (await file.tailAt(end)) ?? '';
          stream.offset = end;
          again = true;
        }
        const entry = state.files.get(id);
        if (file.compressed && entry) state.files.set(id, { ...entry, done: true });
      }
      if (options.checkpoint !== false) await state.save(nowMs);
    }
  };
  return { state, read, kept, lines: (): string[] => [...kept.values()] };
}

describe('watched folders', () => {
  it('reads a growing file once, whole lines only', async () => {
    const { read, lines } = reader();
    await writeFile(log, `${text(0, 30)}{"n":`);
    await read();
    expect(lines()).toEqual(Array.from({ length: 30 }, (_, n) => line(n)));
    await appendFile(log, '30}\n');
    await read();
    await read();
    expect(lines()).toHaveLength(31);
    expect(lines().at(-1)).toBe('{"n":30}');
  });

  it('goes on after a crash at any checkpoint, with the same ids', async () => {
    await writeFile(log, text(0, 40));
    const first = reader();
    await first.read({ checkpoint: false });
    expect(first.kept.size).toBe(40);
    await appendFile(log, text(40, 45));
    const second = reader('*.log', first.kept);
    await second.state.load();
    await second.read();
    expect(second.lines()).toEqual(Array.from({ length: 45 }, (_, n) => line(n)));
  });

  it('follows a file that is renamed, also while nobody looked', async () => {
    const { read, kept } = reader();
    await writeFile(log, text(0, 10));
    await read();
    await appendFile(log, text(10, 20));
    await rename(log, `${log}.1`);
    await writeFile(log, text(20, 25));
    const second = reader('*.log', kept);
    await second.state.load();
    await second.read();
    expect(second.lines().sort()).toEqual(Array.from({ length: 25 }, (_, n) => line(n)).sort());
  });

  it.each(['*.log', '*.log*'])('copytruncate: reads the rest in the copy, then the file anew (%s)', async (pattern) => {
    const { read, lines } = reader(pattern);
    await writeFile(log, text(0, 10));
    await read();
    await appendFile(log, text(10, 20));
    await copyFile(log, `${log}.1`);
    await truncate(log, 0);
    await read();
    await appendFile(log, text(20, 22));
    await read();
    await read({ nowMs: Date.now() + HOUR });
    expect(lines().sort()).toEqual(Array.from({ length: 22 }, (_, n) => line(n)).sort());
  });

  it('a copy that is seen before the file is truncated waits for that', async () => {
    const { read, lines } = reader('*.log*');
    await writeFile(log, text(0, 10));
    await read();
    await copyFile(log, `${log}.1`);
    await read();
    await truncate(log, 0);
    await read();
    await appendFile(log, text(10, 12));
    await read();
    expect(lines()).toHaveLength(12);
  });

  it('reads a compressed file once, and of one whose lines were read before only the rest', async () => {
    const { read, lines } = reader('*.log*');
    await writeFile(log, text(0, 300));
    await read();
    await appendFile(log, text(300, 310));
    await writeFile(`${log}.1.gz`, gzipSync(await readFile(log)));
    await rm(log);
    await writeFile(join(folder, 'old.log.gz'), gzipSync(`${text(500, 503)}last`));
    await writeFile(join(folder, 'broken.log.gz'), gzipSync(text(600, 900)).subarray(0, 50));
    await read();
    await read({ nowMs: Date.now() + HOUR });
    expect(lines()).toHaveLength(314);
    expect(new Set(lines()).size).toBe(314);
    expect(lines()).toContain('last');
  });

  it('does not take a file for another that begins alike', async () => {
    const { read, lines } = reader('*.log');
    await writeFile(log, '#fields\ta\tb\n');
    await read();
    await writeFile(join(folder, 'dns.log'), `#fields\ta\tb\n${text(0, 5)}`);
    await read();
    await appendFile(log, text(10, 15));
    await read({ nowMs: Date.now() + HOUR });
    expect(lines()).toHaveLength(12);
  });
});
