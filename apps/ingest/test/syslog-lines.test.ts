import { describe, expect, it } from 'vitest';
import { lineOf } from '../src/lines/split-body.ts';
import { syslogLine } from '../src/receivers/syslog-lines.ts';

const KEY = `wfs_${'k'.repeat(43)}`;
const context = { nowMs: Date.UTC(2026, 5, 2), timeZone: 'UTC' };
const message = (text: string): Buffer => Buffer.from(`<13>1 2026-06-02T11:30:00Z host app - - [watchfloor@32473 site="a" key="${KEY}"] ${text}`);

describe('a syslog message with a sensor key', () => {
  it('gives the key and keeps none of it, and reads the same once more', () => {
    const first = syslogLine(lineOf(message(`hello ${KEY}`)), context);
    expect([first.sensorKey, first.line.bytes.includes(KEY)]).toEqual([KEY, false]);
    const again = syslogLine(lineOf(first.line.bytes), context);
    expect([again.sensorKey, again.line.bytes.equals(first.line.bytes)]).toEqual(['wfs_removed', true]);
  });

  it('does so when it is too long to be parsed', () => {
    const { line, sensorKey } = syslogLine(lineOf(message('x'.repeat(1_100_000))), context);
    expect([sensorKey, line.bytes.includes(KEY), line.sha256?.length]).toEqual([KEY, false, 64]);
  });

  it('is not searched for by a pattern that a stranger can make slow', () => {
    expect(syslogLine(lineOf(Buffer.from(`<13>${'watchfloor@32473'.repeat(70_000)}`)), context).sensorKey).toBeUndefined();
  });
});
