import { OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody, LineFormat } from '../contract.ts';
import { splitEnvelope, takeSyslogHost } from '../format/envelope.ts';
import { formatParser } from '../format/open-format.ts';
import { takeLineTime } from '../format/text-time.ts';
import { authBody } from '../linux/auth.ts';
import type { Fields } from '../reading/fields.ts';

// What login programs write is known without a header: the syslog receiver takes it off.
const BARE = /^(?:Accepted|Failed) \S{1,40} for |^(?:Invalid|Illegal) user |^pam_unix\(|authentication failure; logname=|session (?:opened|closed) for user /;

/** Any line behind a syslog header (RFC 5424, RFC 3164 and near misses), and login messages without one. The log is the program. */
export const SYSLOG: LineFormat = {
  id: 'syslog',
  order: 90,
  recognise(text) {
    if (BARE.test(text.slice(0, 300))) return true;
    const { syslog } = splitEnvelope(text.slice(0, 2000));
    return syslog !== undefined && ('timestamp' in syslog || ('priority' in syslog && ('app' in syslog || 'version' in syslog)));
  },
  read(text) {
    const { syslog, rest } = splitEnvelope(text);
    const app = syslog?.['app'];
    return { ok: true, record: { ...(syslog === undefined ? {} : { syslog }), ...(rest === '' ? {} : { message: rest }) }, log: typeof app === 'string' ? app : 'syslog' };
  },
  time: (fields, context) => takeLineTime(fields, context),
  product: () => ({ name: 'syslog' }),
};

function map(fields: Fields, log: string): EventBody {
  const message = fields.text('message') ?? '';
  const device = takeSyslogHost(fields);
  const body = authBody(log === 'syslog' ? '' : log.replace(/\(.*$/, ''), message);
  return body === undefined ? { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, message, device } : { ...body, device };
}

export const parser = formatParser(SYSLOG, { title: 'Linux auth log and any other syslog', logs: [], map });
