import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEnvelope } from '../src/syslog/envelope.ts';

const file = join(import.meta.dirname, '../../../../shared/data/syslog/vectors.json');
if (!existsSync(file)) process.stderr.write("the comparison with rsyslog is skipped: ../shared/data/syslog beside the repository is not there\n");

interface Vector { readonly id: string; readonly raw: string; readonly rsyslog: Readonly<Record<'timestamp' | 'host' | 'app' | 'msg', string>> }

/** A message without the BOM and the blank after an RFC 3164 tag, both of which rsyslog keeps. */
function bare(message: string): string {
  return message.replace(/^ /, '').replace(/^\ufeff/, '');
}

describe.skipIf(!existsSync(file))("the RFCs' own examples, as rsyslog reads them", () => {
  const vectors = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Vector[]) : [];

  it.each(vectors)('$id: time, host, app and message', ({ raw, rsyslog }) => {
    // rsyslog read the vectors in November 2026: a time without a year is of then.
    const { timeMs, host, app, message } = openEnvelope(raw, { nowMs: Date.parse('2026-11-22T12:00:00Z'), timeZone: 'UTC' });
    expect({ time: timeMs, host, app, message }).toEqual({ time: Date.parse(rsyslog.timestamp), host: rsyslog.host, app: rsyslog.app, message: bare(rsyslog.msg) });
  });
});
