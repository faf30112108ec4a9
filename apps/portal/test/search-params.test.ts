import { describe, expect, test } from 'vitest';
import { eventFilterOf, eventSearchOf } from '../src/pages/event/event-search-params.ts';
import { caseFilterOf, queueSearchOf } from '../src/pages/case/queue-search-params.ts';

const NOW = Date.parse('2026-11-22T03:00:00Z');
const TENANT = '11111111-1111-8111-8111-111111111111';

describe("the queue's address", () => {
  test('keeps what it understands and drops the rest', () => {
    expect(queueSearchOf({ severity: 'HIGH', status: 'nonsense', show: 'mine', q: '  plc ', other: 1 })).toEqual({ severity: 'HIGH', show: 'mine', q: 'plc' });
    expect(queueSearchOf({ q: '', severity: '', status: '', show: '' })).toEqual({});
  });

  test('asks for open cases of every customer by default', () => {
    expect(caseFilterOf({}, undefined, 'ana')).toEqual({ statuses: ['NEW', 'IN_PROGRESS', 'ON_HOLD'] });
  });

  test('a severity means it and all above; mine means my user name', () => {
    expect(caseFilterOf({ severity: 'HIGH', show: 'mine', status: 'ALL' }, TENANT, 'ana')).toEqual({
      tenantId: TENANT,
      severities: ['CRITICAL', 'HIGH'],
      assignee: 'ana',
    });
  });
});

describe("the event search's address", () => {
  test('always gives a window: the last hour unless said', () => {
    expect(eventFilterOf({}, TENANT, NOW)).toEqual({ tenantId: TENANT, from: '2026-11-22T02:00:00.000Z', to: '2026-11-22T03:00:00.000Z' });
    expect(eventSearchOf({ last: '15' })).toEqual({ last: 15 });
    expect(eventFilterOf({ last: 15 }, TENANT, NOW).from).toBe('2026-11-22T02:45:00.000Z');
  });

  test('takes an exact window only when both ends are there', () => {
    const exact = eventSearchOf({ from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' });
    expect(eventFilterOf(exact, TENANT, NOW)).toMatchObject({ from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' });
    expect(eventFilterOf(eventSearchOf({ from: '2026-11-01T00:00:00Z' }), TENANT, NOW).from).toBe('2026-11-22T02:00:00.000Z');
  });

  test('reads a number or a text for the port, and refuses what is none', () => {
    expect(eventSearchOf({ port: '502' }).port).toBe(502);
    expect(eventSearchOf({ port: 502 }).port).toBe(502);
    for (const port of ['70000', '0', 'modbus', '-1', '1.5']) expect(eventSearchOf({ port })).toEqual({});
  });

  test('an address that a person tampered with never throws', () => {
    expect(eventSearchOf({ from: 'now', to: {}, access: 'delete', ip: ['x'], q: 7, last: '99' })).toEqual({ q: '7' });
  });
});
