import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { splitEnvelope } from '../src/format/envelope.ts';
import { sharedData } from './fixture.ts';

const file = join(sharedData() ?? '', 'syslog/vectors.json');

interface Vector { readonly id: string; readonly raw: string; readonly rsyslog: Readonly<Record<'pri' | 'host' | 'app' | 'procid' | 'msgid' | 'sd' | 'msg', string>> }

describe.skipIf(!existsSync(file))("the syslog header of a stored line, as rsyslog reads the RFCs' examples", () => {
  const vectors = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Vector[]) : [];

  it.each(vectors)('$id', ({ raw, rsyslog }) => {
    const { syslog, rest } = splitEnvelope(raw);
    const column = (name: string): unknown => syslog?.[name] ?? '-';
    expect({ pri: column('priority'), host: column('host'), app: column('app'), procid: column('pid'), msgid: column('msgid'), sd: column('structured_data'), msg: rest })
      .toEqual({ pri: rsyslog.pri, host: rsyslog.host, app: rsyslog.app, procid: rsyslog.procid, msgid: rsyslog.msgid, sd: rsyslog.sd, msg: rsyslog.msg.replace(/^ /, '').replace(/^\ufeff/, '') });
  });
});
