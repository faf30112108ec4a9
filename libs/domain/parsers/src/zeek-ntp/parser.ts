import { OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

/** stratum_id of OCSF 1.8.0: 1 primary, 2 secondary (2 to 15), 16 unsynchronised, 17 reserved. */
function stratumId(stratum: number): number {
  if (stratum <= 1) return stratum;
  return stratum < 16 ? 2 : stratum === 16 ? 16 : 17;
}

/** OCSF's activity is NTP's mode. Class and mode need a version: a row without one is not NTP that Zeek could read. */
function map(fields: Fields): EventBody {
  const conversation = zeekConversation(fields, 'udp');
  const version = fields.integer('version');
  const mode = fields.peek('mode');
  const stratum = fields.peek('stratum');
  return {
    class_uid: OCSF_CLASS.ntpActivity,
    activity_id: typeof mode === 'number' && mode >= 1 && mode <= 7 ? mode : 0,
    message: `NTP ${arrow(conversation)}`,
    ...conversation,
    app_protocol_name: 'ntp',
    version: version === undefined ? '0' : String(version),
    stratum_id: typeof stratum === 'number' && stratum >= 0 ? stratumId(stratum) : undefined,
  };
}

export const parser = zeekParser({ title: 'Zeek ntp.log', logs: ['ntp'], recognise: (columns) => 'stratum' in columns || 'root_delay' in columns, map });
