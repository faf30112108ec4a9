import { NETWORK_ACTIVITY, OCSF_CLASS, type Email } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { addressText, addressTexts } from '../zeek/mail-address.ts';
import { arrow, zeekConversation, zeekSides } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

const SEND = 1;

function texts(fields: Fields, name: string): string[] | undefined {
  const value = fields.peek(name);
  if (!Array.isArray(value) || value.length === 0 || !value.every((item) => typeof item === 'string')) return undefined;
  fields.list(name);
  return value as string[];
}

/** The envelope and the header; addresses only where they are nothing but an address. Undefined when nothing was sent yet. */
function takeEmail(fields: Fields): Email | undefined {
  const from = addressText(fields.peek('mailfrom')) ?? addressText(fields.peek('from'));
  const to = addressTexts(fields.peek('rcptto')) ?? addressTexts(fields.peek('to'));
  if (from === undefined && to === undefined) return undefined;
  return {
    from,
    to,
    from_mailbox: fields.word('from'),
    to_mailboxes: texts(fields, 'to'),
    cc_mailboxes: texts(fields, 'cc'),
    subject: fields.text('subject'),
    message_uid: fields.word('msg_id'),
  };
}

function map(fields: Fields): EventBody {
  const email = takeEmail(fields);
  const detail = fields.word('last_reply');
  if (email === undefined) {
    const conversation = zeekConversation(fields, 'tcp');
    return { class_uid: OCSF_CLASS.networkActivity, activity_id: NETWORK_ACTIVITY.traffic, status_detail: detail, message: `SMTP ${arrow(conversation)}`, ...conversation, app_protocol_name: 'smtp' };
  }
  const sides = zeekSides(fields);
  return {
    class_uid: OCSF_CLASS.emailActivity,
    activity_id: SEND,
    status_detail: detail,
    message: `Mail ${email.from ?? '?'} to ${String(email.to?.length ?? 0)} ${arrow(sides)}`,
    ...sides,
    direction_id: 0,
    protocol_name: 'SMTP',
    smtp_hello: fields.word('helo'),
    email,
  };
}

export const parser = zeekParser({ title: 'Zeek smtp.log', logs: ['smtp'], recognise: (columns) => 'helo' in columns || 'mailfrom' in columns, map });
