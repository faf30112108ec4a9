import { DEMO_PEOPLE } from '../demo/people.ts';

/** The one screen that a start ends with: where to look, who to log in as, what will happen next. */
export function startScreen(input: { readonly endpoints: Readonly<Record<string, string>>; readonly passwords: Readonly<Record<string, string>>; readonly dataDir: string; readonly demo: boolean; readonly seconds: number }): string {
  const { endpoints: e } = input;
  const places = [
    `  Portal          ${e['portal']}`,
    `  GraphQL         ${e['graphql']}`,
    `  Mail inbox      ${e['mailInbox']}      every e-mail that Watchfloor sends`,
    `  Webhooks        ${e['webhookSink']}/requests`,
    `  Temporal        ${e['temporalUi']}      workflows (payloads are encrypted)`,
    `  Sensors send to ${e['ingestHttp']} and ${e['syslogTcp']}`,
    `  Logs            ${input.dataDir}/logs`,
  ];
  if (!input.demo) return ['', `Started in ${input.seconds.toFixed(0)} s.`, ...places, ''].join('\n');
  const logins = DEMO_PEOPLE.map((p) => `  ${p.username.padEnd(8)} ${(input.passwords[p.username] ?? '').padEnd(26)} ${p.role.padEnd(18)} ${p.tenants.join(', ')}`);
  return [
    '',
    `Started in ${input.seconds.toFixed(0)} s. Two customers are live: Aqua Utility (water, two sites) and St Elia Hospital.`,
    '',
    'Where to look',
    ...places,
    '',
    'Who to log in as',
    ...logins,
    '',
    'What happens next',
    '  In about a minute an engineering laptop, reached from IT, reads and then writes PLC registers outside the change window.',
    '  One case opens. Nobody acknowledges it, so it escalates: by e-mail at once, to the lead half a minute later (e-mail and',
    '  signed webhook), then to the customer. Log in as ana, open the case, acknowledge it: escalation stops.',
    '  Start the attack again: npm run cli -- demo attack rogue-engineering-laptop',
    '',
  ].join('\n');
}
