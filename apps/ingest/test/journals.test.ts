import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SessionLog } from '../src/receivers/mqtt/session-log.ts';
import { DoneObjects } from '../src/receivers/s3/done-objects.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wf-journals-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('journals with a line that a full disk cut off in the middle', () => {
  it('of a bucket open, and only that object is read again', async () => {
    const path = join(folder, 'bucket.ndjson');
    await writeFile(path, '["a","1"]\n["b","2["c","3"]\n["d","4"]\n');
    const done = new DoneObjects(path);
    await done.open();
    expect([done.has('a', '1'), done.has('b', '2'), done.has('c', '3'), done.has('d', '4')]).toEqual([true, false, false, true]);
    await done.close();
  });

  it('of MQTT sessions open with the others', async () => {
    const path = join(folder, 'sessions.ndjson');
    await writeFile(path, '["s/a",600,null]\n["s/b",6["s/c",600,null]\n');
    const sessions = new SessionLog(path);
    await sessions.open(0);
    expect((await sessions.begin('s/a', { clean: false, seconds: 600 }, 1_000)).present).toBe(true);
    expect((await sessions.begin('s/b', { clean: false, seconds: 600 }, 1_000)).present).toBe(false);
    await sessions.close();
  });
});
