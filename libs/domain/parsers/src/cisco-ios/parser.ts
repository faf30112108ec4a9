import { OCSF_CLASS } from '@watchfloor/ocsf';
import { CISCO } from '../cisco/format.ts';
import { severityOfLevel } from '../firewall/severity.ts';
import { takeSyslogHost } from '../format/envelope.ts';
import { formatParser } from '../format/open-format.ts';

export const parser = formatParser(CISCO, {
  title: 'Cisco IOS, IOS XE, NX-OS',
  logs: [],
  map: (fields) => {
    const level = fields.peek('level');
    return { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, message: fields.text('message'), severity_id: severityOfLevel(typeof level === 'string' ? level : undefined), device: takeSyslogHost(fields) };
  },
});
