import { OCSF_CLASS, type User } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { isAddress } from '../reading/fields.ts';

const NAME = '([\\w.@\\\\$+-]{1,64})';
const ADDRESS = '([0-9a-fA-F.:]{2,45})';

interface Rule {
  /** The program that writes the message; any where absent. */
  readonly app?: RegExp;
  readonly pattern: RegExp;
  readonly class_uid: 3002 | 3001 | 1007;
  readonly activity: number;
  readonly ok?: boolean;
  /** Groups of the pattern. */
  readonly user?: number;
  readonly ip?: number;
  readonly port?: number;
  readonly by?: number;
}

const LOGON = 1;
const LOGOFF = 2;
/** Messages of sshd, sudo, su, login, PAM and the shadow tools, most telling first; every pattern is anchored or bounded. */
const RULES: readonly Rule[] = [
  { pattern: new RegExp(`Accepted (?:\\S{1,40}) for (?:invalid user )?${NAME} from ${ADDRESS} port (\\d{1,5})`), class_uid: 3002, activity: LOGON, ok: true, user: 1, ip: 2, port: 3 },
  { pattern: new RegExp(`Failed (?:\\S{1,40}) for (?:invalid user |illegal user )?${NAME} from ${ADDRESS} port (\\d{1,5})`), class_uid: 3002, activity: LOGON, ok: false, user: 1, ip: 2, port: 3 },
  { pattern: new RegExp(`(?:Invalid|Illegal) user ${NAME} from ${ADDRESS}(?: port (\\d{1,5}))?`), class_uid: 3002, activity: LOGON, ok: false, user: 1, ip: 2, port: 3 },
  { pattern: new RegExp(`authentication failure;.{0,200}? rhost=${ADDRESS}\\s{1,4}user=${NAME}`), class_uid: 3002, activity: LOGON, ok: false, user: 2, ip: 1 },
  { pattern: new RegExp(`authentication failure;.{0,200}? user=${NAME}`), class_uid: 3002, activity: LOGON, ok: false, user: 1 },
  { pattern: new RegExp(`session opened for user ${NAME}(?:\\(uid=\\d{1,10}\\))? by ${NAME}?`), class_uid: 3002, activity: LOGON, ok: true, user: 1, by: 2 },
  { pattern: new RegExp(`session closed for user ${NAME}`), class_uid: 3002, activity: LOGOFF, ok: true, user: 1 },
  { pattern: new RegExp(`FAILED LOGIN .{0,40}? (?:FOR|for) [\`'"]?${NAME}`), class_uid: 3002, activity: LOGON, ok: false, user: 1 },
  { app: /^su$/, pattern: new RegExp(`^(?:BAD SU|FAILED su:?|\\(to .{1,64}?\\)) ${NAME} (?:to|on) `), class_uid: 3002, activity: 7, ok: false, user: 1 },
  { app: /^sudo$/, pattern: new RegExp(`^\\s{0,10}${NAME} : .{0,400}?USER=${NAME}`), class_uid: 3002, activity: 7, user: 2, by: 1 },
  { app: /^useradd$/, pattern: new RegExp(`new user: name=${NAME}`), class_uid: 3001, activity: 1, user: 1 },
  { app: /^userdel$/, pattern: new RegExp(`delete user '${NAME}'`), class_uid: 3001, activity: 6, user: 1 },
  { app: /^(?:passwd|chpasswd)/, pattern: new RegExp(`password changed for ${NAME}`), class_uid: 3001, activity: 3, user: 1 },
];

function named(name: string | undefined): User | undefined {
  return name === undefined || name === '' ? undefined : { name };
}

/** The authentication or account event that a message of a Unix login program tells of; undefined where it tells of none. */
export function authBody(app: string, message: string): EventBody | undefined {
  const text = message.slice(0, 2000);
  for (const rule of RULES) {
    if (rule.app !== undefined && !rule.app.test(app)) continue;
    const match = rule.pattern.exec(text);
    const user = match === null || rule.user === undefined ? undefined : named(match[rule.user]);
    if (match === null || user === undefined) continue;
    const ip = rule.ip === undefined ? undefined : match[rule.ip];
    const port = rule.port === undefined || match[rule.port] === undefined ? undefined : Number(match[rule.port]);
    const by = rule.by === undefined ? undefined : named(match[rule.by]);
    const failed = rule.ok === false || (app === 'sudo' && /incorrect password|NOT in sudoers|command not allowed/i.test(text));
    const common = { message, user, actor: by === undefined ? undefined : { user: by }, status_id: failed ? 2 : 1, severity_id: failed ? 2 : 1 };
    if (rule.class_uid === 3001) return { class_uid: OCSF_CLASS.accountChange, activity_id: rule.activity, ...common };
    return {
      class_uid: OCSF_CLASS.authentication, activity_id: rule.activity, ...common, service: { name: app || 'sshd' }, is_remote: ip === undefined ? undefined : true,
      src_endpoint: ip !== undefined && isAddress(ip) ? { ip, port: port !== undefined && port <= 65_535 ? port : undefined } : undefined,
    };
  }
  return undefined;
}
