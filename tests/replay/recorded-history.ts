import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';

const FOLDER = join(import.meta.dirname, 'histories');

const recorded = z.object({ workflowId: z.string(), history: z.record(z.string(), z.unknown()) });
export type RecordedHistory = z.infer<typeof recorded>;

/** Root key of the recordings: not a secret, they hold made-up cases only. */
export const RECORDING_KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

/** Writes a history as <name>.json.gz, without the name of the machine that ran it. */
export async function writeHistory(name: string, { workflowId, history }: RecordedHistory): Promise<void> {
  const text = JSON.stringify({ workflowId, history }, (key, value: unknown) => (key === 'identity' ? 'recorded' : value));
  await writeFile(join(FOLDER, `${name}.json.gz`), gzipSync(text, { level: 9 }));
}

/** Every recorded history by name. */
export async function readHistories(): Promise<Map<string, RecordedHistory>> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json.gz')).sort();
  const entries = files.map(async (file) => [file.replace('.json.gz', ''), recorded.parse(JSON.parse(gunzipSync(await readFile(join(FOLDER, file))).toString()))] as const);
  return new Map(await Promise.all(entries));
}
