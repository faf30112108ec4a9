import { nearestYearTime, zonedTime } from './local-time.ts';

/** What stands around a syslog message. */
export interface SyslogEnvelope {
  /** The message without its envelope: what the sensor's parser reads. */
  readonly message: string;
  /** Milliseconds; undefined where the envelope has no readable time. */
  readonly timeMs?: number;
  readonly host?: string;
  readonly app?: string;
  /** Sensor key from `[watchfloor@32473 key="wfs_…"]`. */
  readonly sensorKey?: string;
}

export interface EnvelopeContext {
  /** Milliseconds: when the message arrived. */
  readonly nowMs: number;
  /** IANA zone of times that name none. */
  readonly timeZone: string;
}

const PRI = /^<\d{1,3}> ?/;
const ISO = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?';
const RFC5424 = new RegExp(`^1 (-|${ISO}) (\\S{1,255}) (\\S{1,48}) (\\S{1,128}) (\\S{1,32}) `);
const BSD_TIME = /^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([ 0-3]?\d)(?: (\d{4}))? (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?:? /;
const ISO_TIME = new RegExp(`^(${ISO}) `);
const TAG = /^(?:(\S+) )?([^\s:[\]{}"]{1,48})(?:\[([^\]]{0,64})\])?: ?/;
const HOST_THEN_JSON = /^(\S+) (?=\{)/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const KEY_ELEMENT = 'watchfloor@32473';

/**
 * Takes the envelope off a syslog message: RFC 5424, RFC 3164, and the near misses that real senders write (a blank after
 * the priority, ISO times in the old format). What is no syslog is given back whole. Never throws.
 */
export function openEnvelope(frame: string, context: EnvelopeContext): SyslogEnvelope {
  const pri = PRI.exec(frame);
  if (!pri) return { message: frame };
  const body = frame.slice(pri[0].length);
  return openRfc5424(body, context) ?? openRfc3164(body, context);
}

function openRfc5424(body: string, context: EnvelopeContext): SyslogEnvelope | undefined {
  const header = RFC5424.exec(body);
  if (!header) return undefined;
  const data = structuredData(body, header[0].length);
  if (!data) return undefined;
  const message = body.slice(data.end).replace(/^ /, '').replace(/^\ufeff/, '');
  const timeMs = header[1] === '-' ? undefined : isoTime(header[1] ?? '', context);
  return {
    message: withoutCookie(message),
    ...(timeMs === undefined ? {} : { timeMs }),
    ...(header[2] === '-' ? {} : { host: header[2] ?? '' }),
    ...(header[3] === '-' ? {} : { app: header[3] ?? '' }),
    ...(data.sensorKey === undefined ? {} : { sensorKey: data.sensorKey }),
  };
}

function openRfc3164(body: string, context: EnvelopeContext): SyslogEnvelope {
  const bsd = BSD_TIME.exec(body);
  const iso = bsd ? null : ISO_TIME.exec(body);
  const timeMs = bsd ? bsdTime(bsd, context) : iso ? isoTime(iso[1] ?? '', context) : undefined;
  const rest = body.slice((bsd ?? iso)?.[0].length ?? 0);
  const tag = rest.startsWith('{') ? null : TAG.exec(rest);
  const host = tag || rest.startsWith('{') ? null : HOST_THEN_JSON.exec(rest);
  return {
    message: withoutCookie(rest.slice((tag ?? host)?.[0].length ?? 0)),
    ...(timeMs === undefined ? {} : { timeMs }),
    ...(tag?.[1] ?? host?.[1] ? { host: tag?.[1] ?? host?.[1] ?? '' } : {}),
    ...(tag?.[2] ? { app: tag[2] } : {}),
  };
}

/** Structured data from `at`: where it ends, and our key in it; undefined when it is malformed. */
function structuredData(body: string, at: number): { end: number; sensorKey?: string } | undefined {
  if (body[at] === '-') return { end: at + 1 };
  let sensorKey: string | undefined;
  let end = at;
  while (body[end] === '[') {
    const element = /^\[([^\s=\]"]{1,32})((?: [^\s=\]"]{1,32}="(?:[^"\\\]]|\\.)*")*)\]/s.exec(body.slice(end, end + 65_536));
    if (!element) return undefined;
    if (element[1] === KEY_ELEMENT) sensorKey = / key="(wfs_[\w-]{1,200})"/.exec(element[2] ?? '')?.[1] ?? sensorKey;
    end += element[0].length;
  }
  if (end === at) return undefined;
  return sensorKey === undefined ? { end } : { end, sensorKey };
}

function bsdTime(match: RegExpExecArray, context: EnvelopeContext): number {
  const [, month, day, year, hour, minute, second, fraction] = match;
  const parts = { month: MONTHS.indexOf(month ?? '') + 1, day: Number(day), hour: Number(hour), minute: Number(minute), second: Number(second) };
  const millis = fraction ? Math.floor(Number(`0.${fraction}`) * 1000) : 0;
  if (year) return zonedTime({ year: Number(year), ...parts }, context.timeZone) + millis;
  return nearestYearTime(parts, context.timeZone, context.nowMs) + millis;
}

function isoTime(text: string, context: EnvelopeContext): number | undefined {
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  const normal = text.replace(',', '.').replace(/(\.\d{3})\d*/, '$1').replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  const parsed = Date.parse(zoned ? normal : `${normal}Z`);
  if (Number.isNaN(parsed)) return undefined;
  if (zoned) return parsed;
  const local = new Date(parsed);
  return zonedTime({ year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate(), hour: local.getUTCHours(), minute: local.getUTCMinutes(), second: local.getUTCSeconds() }, context.timeZone) + local.getUTCMilliseconds();
}

function withoutCookie(message: string): string {
  return message.startsWith('@cee:') ? message.slice(5).trimStart() : message;
}
