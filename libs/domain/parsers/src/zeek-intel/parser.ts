import { OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { RecordTime } from '../reading/assemble.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

const CREATE = 1;
const UNKNOWN_SEVERITY = 0;

/** A hit of an indicator (`intel`) or of a packet signature (`signatures`): a finding of Zeek's own. */
function map(fields: Fields, log: string, time: RecordTime): EventBody {
  const title = fields.word('seen.indicator') ?? fields.word('sig_id') ?? log;
  const desc = fields.word('event_msg');
  const conversation = zeekConversation(fields);
  const { uid, protocol_name } = conversation.connection_info;
  const known = conversation.src_endpoint !== undefined || conversation.dst_endpoint !== undefined || uid !== undefined || protocol_name !== undefined;
  return {
    class_uid: OCSF_CLASS.detectionFinding,
    activity_id: CREATE,
    severity_id: UNKNOWN_SEVERITY,
    message: `${log === 'intel' ? 'Indicator' : 'Signature'} ${title} ${arrow(conversation)}`,
    finding_info: { uid: `${title}|${uid ?? ''}|${time.text ?? ''}`, title, desc, types: [log] },
    evidences: known ? [conversation] : undefined,
  };
}

export const parser = zeekParser({ title: 'Zeek intel.log and signatures.log', logs: ['intel', 'signatures'], addressless: true, recognise: (columns) => 'seen.indicator' in columns || 'sig_id' in columns, map });
