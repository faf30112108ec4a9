import { NETWORK_ACTIVITY, OCSF_CLASS, type JsonValue, type OtActivity, type OtObject } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { CIP_ACCESS, ENIP_ACCESS } from '../icsnpp-enip/services.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';
import { accessByWords } from '../zeek/ot-parser.ts';

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** The CIP service inside, where there is one; its columns stay, as a multiple service packet holds several. */
function cipOf(message: Fields | undefined): { name: string; code: number | undefined; object: OtObject | undefined } | undefined {
  const cip = message?.object('cip');
  const name = text(cip?.peek('service_name')) ?? text(cip?.peek('service'));
  if (cip === undefined || name === undefined) return undefined;
  const object: OtObject = { type: text(cip.peek('class_name')), class_id: number(cip.peek('class_id')), instance_id: number(cip.peek('instance_id')), attribute_id: number(cip.peek('attribute_id')) };
  return { name, code: number(cip.peek('service')), object: Object.values(object).some((part) => part !== undefined) ? object : undefined };
}

/** 'SetAttributeSingle' and 'set_attribute_single' → 'Set Attribute Single', as the words of the table are. */
function spaced(name: string): string {
  return name.replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
}

/** One record is one transaction (Suricata 8): what was asked, and the answer when there was one. */
function messageOf(enip: Fields): OtActivity {
  const request = enip.object('request');
  const response = enip.object('response');
  const message = request ?? response;
  const cip = cipOf(message);
  const status = text(response?.peek('status'));
  const command = text(message?.peek('command')) ?? 'UNKNOWN';
  return {
    protocol: cip === undefined ? 'enip' : 'cip',
    function: cip === undefined ? { name: command } : { code: cip.code, name: cip.name },
    access: cip === undefined ? accessByWords(command, ENIP_ACCESS) : accessByWords(spaced(cip.name), CIP_ACCESS),
    direction: request === undefined ? 'response' : 'request',
    object: cip?.object,
    exception: status === undefined || status.toLowerCase() === 'success' ? undefined : { name: status },
  };
}

function map(fields: Fields): EventBody {
  const conversation = eveConversation(fields);
  const enip = fields.object('enip');
  const ot = enip === undefined ? undefined : messageOf(enip);
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    message: `EtherNet/IP ${ot?.function.name ?? ''} ${arrow(conversation)}${ot?.exception === undefined ? '' : ` refused: ${ot.exception.name}`}`,
    ...conversation,
    app_protocol_name: 'enip',
    ot,
  };
}

export const parser = eveParser({ title: 'Suricata EVE enip', logs: ['enip'], map });
