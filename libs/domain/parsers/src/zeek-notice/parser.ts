import { OCSF_CLASS, type Evidence, type NetworkEndpoint } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { RecordTime } from '../reading/assemble.ts';
import type { Fields } from '../reading/fields.ts';
import { zeekConversation } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

const CREATE = 1;
/** Zeek's notices carry no severity. */
const UNKNOWN_SEVERITY = 0;

function pair(address: string | undefined, port?: number): NetworkEndpoint | undefined {
  return address === undefined ? undefined : { ip: address, ...(port === undefined ? {} : { port }) };
}

/** A notice names its connection (`id.*`), or only hosts (`src`, `dst`, `p`), or neither. `src` and `dst` beside `id.*` stay. */
function takeEvidence(fields: Fields): Evidence | undefined {
  const conversation = zeekConversation(fields);
  if (conversation.src_endpoint !== undefined || conversation.dst_endpoint !== undefined) return conversation;
  const src = pair(fields.address('src'));
  const dst = fields.peek('dst') === undefined ? undefined : pair(fields.address('dst'), fields.port('p'));
  const { uid, protocol_name } = conversation.connection_info;
  if (src === undefined && dst === undefined) return uid === undefined && protocol_name === undefined ? undefined : conversation;
  return { ...conversation, ...(src === undefined ? {} : { src_endpoint: src }), ...(dst === undefined ? {} : { dst_endpoint: dst }) };
}

function map(fields: Fields, _log: string, time: RecordTime): EventBody {
  const note = fields.word('note') ?? 'Notice';
  const msg = fields.text('msg');
  const evidence = takeEvidence(fields);
  const uid = evidence?.connection_info?.uid ?? evidence?.src_endpoint?.ip ?? evidence?.dst_endpoint?.ip ?? '';
  return {
    class_uid: OCSF_CLASS.detectionFinding,
    activity_id: CREATE,
    severity_id: UNKNOWN_SEVERITY,
    message: msg ?? note,
    finding_info: {
      uid: `${note}|${uid}|${time.text ?? ''}`,
      title: note,
      desc: msg,
      types: [note],
    },
    evidences: evidence === undefined ? undefined : [evidence],
  };
}

export const parser = zeekParser({
  title: 'Zeek notice.log',
  logs: ['notice'],
  addressless: true,
  recognise: (columns) => 'note' in columns && ('msg' in columns || 'actions' in columns),
  map,
});
