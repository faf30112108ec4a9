import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openEnvelope } from '../src/syslog/envelope.ts';

const nowMs = Date.parse('2026-06-02T09:30:00Z');
const berlin = { nowMs, timeZone: 'Europe/Berlin' };
const iso = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : new Date(ms).toISOString());

describe('RFC 5424', () => {
  it.each([
    ['<165>1 2026-06-02T09:29:59.123456Z plc-gw suricata 42 ID47 - {"a":1}', '2026-06-02T09:29:59.123Z', '{"a":1}', 'plc-gw', 'suricata'],
    ['<34>1 2026-06-02T11:29:59+02:00 host app - - [x@1 a="b"][y@2] msg with ] and "', '2026-06-02T09:29:59.000Z', 'msg with ] and "', 'host', 'app'],
    ['<34>1 2026-06-02T11:29:59 host app - - - no zone is the site\'s', '2026-06-02T09:29:59.000Z', "no zone is the site's", 'host', 'app'],
    ['<34>1 - - - - - - \ufeffwith a BOM', undefined, 'with a BOM', undefined, undefined],
    ['<14> 1 2026-06-02T09:29:59Z host app - - - a blank after the priority', '2026-06-02T09:29:59.000Z', 'a blank after the priority', 'host', 'app'],
    ['<34>1 2026-06-02T09:29:59Z host app - - [x@1 a="quote \\" bracket \\] slash \\\\"] m', '2026-06-02T09:29:59.000Z', 'm', 'host', 'app'],
    ['<34>1 2026-06-02T09:29:59Z host app - - -', '2026-06-02T09:29:59.000Z', '', 'host', 'app'],
  ])('%s', (frame, time, message, host, app) => {
    const envelope = openEnvelope(frame, berlin);
    expect([iso(envelope.timeMs), envelope.message, envelope.host, envelope.app]).toEqual([time, message, host, app]);
  });

  it('reads our sensor key from its own structured data element only', () => {
    const at = (data: string): string | undefined => openEnvelope(`<13>1 2026-06-02T09:29:59Z h a - - ${data} m`, berlin).sensorKey;
    expect(at('[watchfloor@32473 key="wfs_abc-DEF_1"]')).toBe('wfs_abc-DEF_1');
    expect(at('[x@1 a="1"][watchfloor@32473 site="9" key="wfs_k"]')).toBe('wfs_k');
    expect(at('[other@1 key="wfs_abc"]')).toBeUndefined();
    expect(at('[x@1 v="[watchfloor@32473 key=\\"wfs_abc\\"\\]"]')).toBeUndefined();
    expect(openEnvelope('<13>1 2026-06-02T09:29:59Z h a - - - [watchfloor@32473 key="wfs_abc"]', berlin).sensorKey).toBeUndefined();
  });
});

describe('RFC 3164 and what real senders write', () => {
  it.each([
    ['<134>Jun  2 11:29:59 gw suricata[123]: {"event_type":"flow"}', '2026-06-02T09:29:59.000Z', '{"event_type":"flow"}'],
    ['<134>Jun  2 11:29:59 gw zeek: line text', '2026-06-02T09:29:59.000Z', 'line text'],
    ['<134>Jun  2 11:29:59 gw {"no":"tag"}', '2026-06-02T09:29:59.000Z', '{"no":"tag"}'],
    ['<134>Jun  2 11:29:59 {"no":"host"}', '2026-06-02T09:29:59.000Z', '{"no":"host"}'],
    ['<134>Jun  2 2026 11:29:59.250 gw app: m', '2026-06-02T09:29:59.250Z', 'm'],
    ['<134>2026-06-02T09:29:59.5Z gw app[1]: m', '2026-06-02T09:29:59.500Z', 'm'],
    ['<134>2026-06-02T11:29:59+0200 gw app: @cee: {"a":1}', '2026-06-02T09:29:59.000Z', '{"a":1}'],
    ['<134>{"only":"json"}', undefined, '{"only":"json"}'],
    ['{"no":"priority"}', undefined, '{"no":"priority"}'],
  ])('%s', (frame, time, message) => {
    const envelope = openEnvelope(frame, berlin);
    expect([iso(envelope.timeMs), envelope.message]).toEqual([time, message]);
  });

  it.each([
    ['Dec 31 23:59:50', '2026-01-01T00:00:10Z', 'UTC', '2025-12-31T23:59:50.000Z'],
    ['Jan  1 00:00:05', '2025-12-31T23:59:55Z', 'UTC', '2026-01-01T00:00:05.000Z'],
    ['Jan  1 00:30:00', '2025-12-31T23:31:00Z', 'Europe/Berlin', '2025-12-31T23:30:00.000Z'],
    ['Feb 29 12:00:00', '2026-06-02T09:30:00Z', 'UTC', '2028-02-29T12:00:00.000Z'],
    ['Feb 29 12:00:00', '2025-06-02T09:30:00Z', 'UTC', '2024-02-29T12:00:00.000Z'],
    ['Oct 25 02:30:00', '2026-10-25T00:31:00Z', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['Mar 29 02:30:00', '2026-03-29T01:31:00Z', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ])('%s seen at %s in %s is %s', (text, now, timeZone, expected) => {
    expect(iso(openEnvelope(`<13>${text} h a: m`, { nowMs: Date.parse(now), timeZone }).timeMs)).toBe(expected);
  });

  it('puts any wall-clock time within half a year and a day of now', () => {
    fc.assert(fc.property(fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }), fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'), fc.integer({ min: 0, max: 365 }), (seconds, timeZone, daysBack) => {
      const sent = new Date((seconds - daysBack * 86_400) * 1000);
      const text = `${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][sent.getUTCMonth()]} ${String(sent.getUTCDate()).padStart(2)} 12:00:00`;
      fc.pre(!text.startsWith('Feb 29'));
      const { timeMs } = openEnvelope(`<13>${text} h a: m`, { nowMs: seconds * 1000, timeZone });
      expect(Math.abs((timeMs ?? 0) - seconds * 1000)).toBeLessThanOrEqual(184.5 * 86_400_000);
    }));
  });

  it('takes any text and never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom('', '<13>', '<13>1 ', '<13>Jun  2 11:29:59 ', '<13>1 2026-06-02T09:29:59Z h a - - ['), (text, start) => {
      expect(typeof openEnvelope(start + text, berlin).message).toBe('string');
    }));
  });
});
