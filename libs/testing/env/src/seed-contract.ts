/** A small contract: every severity round the clock, two escalation steps by e-mail, one person on call. */
export function seedContract(timeZone: string): { version: number } & Record<string, unknown> {
  const severities = ['informational', 'low', 'medium', 'high', 'critical'];
  const clock = (targetMinutes: number): unknown => ({ targetMinutes, calendar: 'always', warnPercent: 75 });
  const sla = { acknowledge: clock(15), notify_customer: clock(60), contain: clock(240), resolve: clock(1440) };
  const chain = {
    steps: [
      { waitMinutes: 0, targets: [{ kind: 'on_call', id: 'duty' }], channels: ['email'] },
      { waitMinutes: 10, targets: [{ kind: 'person', id: 'lead' }], channels: ['email'], important: true },
    ],
    repeat: 1,
  };
  return {
    version: 1,
    timeZone,
    calendars: { always: { kind: '24x7' } },
    sla: Object.fromEntries(severities.map((severity) => [severity, sla])),
    pauseReasons: ['waiting for the customer'],
    escalation: Object.fromEntries(severities.map((severity) => [severity, chain])),
    lastResort: [{ kind: 'person', id: 'lead' }],
    people: [
      { id: 'analyst', name: 'Test Analyst', email: 'analyst@provider.test', org: 'provider', roles: ['analyst'], timeZone },
      { id: 'lead', name: 'Test Lead', email: 'lead@provider.test', org: 'provider', roles: ['lead'], timeZone },
    ],
    onCall: { duty: { timeZone, rotation: ['analyst'], handover: { weekday: 1, time: '09:00' }, overrides: [] } },
  };
}
