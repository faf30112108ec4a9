import { describe, expect, test } from 'vitest';
import { barsOf } from '../src/pages/event/histogram-bars.ts';
import { completeField, problemPosition, suggestFields } from '../src/pages/event/query-text.ts';
import { eventSearchOf } from '../src/pages/event/event-search-params.ts';

describe('the query box', () => {
  test('suggests fields for the word being typed, those that begin with it first', () => {
    expect(suggestFields('dst_port:502 AND -src')).toEqual(['src_ip', 'src_port', 'src_mac', 'src_asset', 'src_zone']);
    expect(suggestFields('(po')).toEqual(['port', 'src_port', 'dst_port']);
    expect(suggestFields('src_ip:10')).toEqual([]);
    expect(suggestFields('src_ip:ip ')).toEqual([]);
  });

  test('completes the word being typed and leaves the rest', () => {
    expect(completeField('dst_port:502 AND -sr', 'src_ip')).toBe('dst_port:502 AND -src_ip:');
  });

  test('finds the place in the words of a refusal', () => {
    expect(problemPosition("unknown field 'scr_ip': did you mean src_ip? (at character 5)")).toBe(4);
    expect(problemPosition('to must lie after from')).toBeUndefined();
  });

  test('stands in the address', () => {
    expect(eventSearchOf({ query: ' src_ip:10.0.0.0/8 ', last: '60' })).toEqual({ query: 'src_ip:10.0.0.0/8', last: 60 });
  });
});

test('the histogram has a bar for every interval of the window', () => {
  const bars = barsOf([{ start: '2026-11-22T00:01:00.000Z', events: 7 }], 60, Date.parse('2026-11-22T00:00:30Z'), Date.parse('2026-11-22T00:03:00Z'));
  expect(bars.map(({ events }) => events)).toEqual([0, 7, 0]);
});
