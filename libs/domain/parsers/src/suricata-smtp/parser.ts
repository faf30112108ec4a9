import { NETWORK_ACTIVITY, OCSF_CLASS, type Email } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser, eveSides } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';
import { addressText, addressTexts } from '../zeek/mail-address.ts';

/** A mail that one server hands to the next; Suricata does not say which side is ours. */
const MTA_RELAY = 5;

/** The envelope's addresses, else the header's; the columns stay, as they hold display names and brackets. */
function emailOf(smtp: Fields | undefined, mail: Fields | undefined): Email | undefined {
  const from = addressText(smtp?.peek('mail_from')) ?? addressText(mail?.peek('from'));
  const to = addressTexts(smtp?.peek('rcpt_to')) ?? addressTexts(mail?.peek('to'));
  if (from === undefined && to === undefined) return undefined;
  return { from, to, subject: mail?.word('subject'), message_uid: mail?.word('message_id') };
}

function map(fields: Fields): EventBody {
  const smtp = fields.object('smtp');
  const mail = fields.object('email');
  const email = emailOf(smtp, mail);
  if (email === undefined) {
    const conversation = eveConversation(fields);
    return { class_uid: OCSF_CLASS.networkActivity, activity_id: NETWORK_ACTIVITY.traffic, message: `SMTP ${arrow(conversation)}`, ...conversation, app_protocol_name: 'smtp' };
  }
  const sides = eveSides(fields);
  return {
    class_uid: OCSF_CLASS.emailActivity,
    activity_id: MTA_RELAY,
    message: `Mail ${email.from ?? '?'} to ${String(email.to?.length ?? 0)} ${arrow(sides)}`,
    ...sides,
    direction_id: 0,
    protocol_name: 'SMTP',
    smtp_hello: smtp?.word('helo'),
    email,
  };
}

export const parser = eveParser({ title: 'Suricata EVE smtp', logs: ['smtp'], map });
