import { OCSF_CLASS, type Analytic } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

const CREATE = 1;
const RULE = 1;
const PROFILES: readonly string[] = Object.freeze(['security_control']);

/** Suricata's priority 1 (highest) to 4 → OCSF High, Medium, Low, Informational; anything else Unknown. The column stays. */
function severityOf(priority: unknown): number {
  return typeof priority === 'number' && Number.isInteger(priority) && priority >= 1 && priority <= 4 ? 5 - priority : 0;
}

/** OCSF action_id: 1 allowed, 2 denied, 99 other. */
function actionOf(action: string): number {
  if (action === 'allowed') return 1;
  return action === 'blocked' ? 2 : 99;
}

/** The rule; without an id and a name OCSF has no analytic, and the columns stay. */
function takeAnalytic(alert: Fields | undefined, signature: string | undefined): Analytic | undefined {
  const uid = alert === undefined ? undefined : idText(alert, 'signature_id');
  if (alert === undefined || (uid === undefined && signature === undefined)) return undefined;
  return { uid, name: signature, type_id: RULE, version: idText(alert, 'rev'), category: alert.text('category') };
}

function idText(alert: Fields, name: string): string | undefined {
  const value = alert.integer(name);
  return value === undefined ? undefined : String(value);
}

function map(fields: Fields): EventBody {
  const conversation = eveConversation(fields);
  const alert = fields.object('alert');
  const signature = alert?.word('signature');
  const severity = severityOf(alert?.peek('severity'));
  const action = alert?.word('action');
  const analytic = takeAnalytic(alert, signature);
  const parts = [analytic?.uid, conversation.connection_info.uid, fields.peek('tx_id'), fields.peek('pcap_cnt')];
  return {
    class_uid: OCSF_CLASS.detectionFinding,
    activity_id: CREATE,
    severity_id: severity,
    profiles: PROFILES,
    message: `${signature ?? 'Suricata alert'} ${arrow(conversation)}`,
    finding_info: {
      uid: parts.filter((part) => part !== undefined).join(':') || 'unknown',
      title: signature,
      analytic,
    },
    evidences: [conversation],
    action,
    action_id: action === undefined ? undefined : actionOf(action),
  };
}

export const parser = eveParser({ title: 'Suricata EVE alert', logs: ['alert'], addressless: true, map });
