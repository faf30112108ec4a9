import { OCSF_CLASS } from '@watchfloor/ocsf';
import type { LineFormat } from '../contract.ts';
import { severityOfLevel } from '../firewall/severity.ts';
import { formatParser } from '../format/open-format.ts';
import { takeTextTime } from '../format/text-time.ts';
import { authBody } from '../linux/auth.ts';
import { readJsonLine } from '../reading/json-line.ts';

/** `journalctl -o json`. The log is the syslog identifier. */
export const JOURNALD: LineFormat = {
  id: 'journald',
  order: 21,
  recognise: (text) => text.includes('"__REALTIME_TIMESTAMP"') || (text.includes('"_BOOT_ID"') && text.includes('"MESSAGE"')),
  read(text) {
    const json = readJsonLine(text);
    if (!json.ok) return json;
    const name = json.record['SYSLOG_IDENTIFIER'] ?? json.record['_COMM'];
    return { ...json, log: typeof name === 'string' && name !== '' ? name : 'journal' };
  },
  time: (fields, context) => takeTextTime(fields, context, '_SOURCE_REALTIME_TIMESTAMP', '__REALTIME_TIMESTAMP'),
  product: () => ({ name: 'systemd-journald', vendor_name: 'systemd' }),
};

export const parser = formatParser(JOURNALD, {
  title: 'journald (JSON)', logs: [],
  map: (fields, log) => {
    const message = fields.text('MESSAGE') ?? '';
    const priority = fields.peek('PRIORITY');
    const hostname = fields.word('_HOSTNAME');
    const common = { message, severity_id: severityOfLevel(typeof priority === 'number' || typeof priority === 'string' ? String(priority) : undefined), device: hostname === undefined ? undefined : { hostname, type_id: 0 } };
    const body = authBody(log, message);
    return body === undefined ? { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, ...common } : { ...body, device: common.device };
  },
});
