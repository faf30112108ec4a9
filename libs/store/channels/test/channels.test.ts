import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { channels, DeliveryFailed } from '../src/index.ts';
import { RECIPIENT, sampleNotice, settings } from './sample-notice.ts';

const root = join(import.meta.dirname, '../src');
const folders = readdirSync(root).filter((name) => existsSync(join(root, name, 'channel.ts'))).sort();

describe('every channel folder', () => {
  it('is registered under its own name, with a title of its own', () => {
    expect(channels.map((channel) => channel.id)).toEqual(folders);
    expect(new Set(channels.map((channel) => channel.title)).size).toBe(channels.length);
  });

  it.each(channels.map((channel) => [channel.id, channel] as const))('%s says DeliveryFailed, without the address, when nobody can take the notice', async (_id, channel) => {
    const address = 'http://nobody:secret@127.0.0.1:1/hook';
    const error: unknown = await channel.send(settings({ smtpUrl: 'smtp://127.0.0.1:1' }), sampleNotice(), { ...RECIPIENT, address }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeliveryFailed);
    expect(String(error)).not.toContain('secret');
  });
});
