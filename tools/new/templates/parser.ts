import { jsonLines, type Template } from '../template.ts';

interface FamilyText {
  readonly title: string;
  readonly format: string;
  /** Function that completes the parser, its module, the function that reads the two ends, and its module. */
  readonly imports: string;
  readonly complete: string;
  readonly conversation: string;
  sample(log: string): object;
}

const ENDS = { src: '192.0.2.10', dst: '192.0.2.20' };
const FAMILIES: Readonly<Record<string, FamilyText>> = {
  zeek: {
    title: 'Zeek',
    format: "Defined by Zeek's logging framework (https://docs.zeek.org/en/master/frameworks/logging.html). Name the script that writes this log here.",
    imports: "import { arrow, zeekConversation } from '../zeek/endpoints.ts';\nimport { zeekParser } from '../zeek/zeek-parser.ts';",
    complete: 'zeekParser',
    conversation: 'zeekConversation(fields)',
    sample: (log) => ({ _path: log, ts: 1772359200.123456, uid: 'CNew1', 'id.orig_h': ENDS.src, 'id.orig_p': 50_000, 'id.resp_h': ENDS.dst, 'id.resp_p': 502, proto: 'tcp', note: 'replace this line by real ones' }),
  },
  suricata: {
    title: 'Suricata EVE',
    format: 'Defined by Suricata (https://docs.suricata.io/en/latest/output/eve/eve-json-format.html). Link the section of this event type here.',
    imports: "import { eveConversation, eveParser } from '../suricata/eve.ts';\nimport { arrow } from '../zeek/endpoints.ts';",
    complete: 'eveParser',
    conversation: 'eveConversation(fields)',
    sample: (log) => ({ timestamp: '2026-03-01T10:00:00.123456+0000', flow_id: 1, event_type: log, src_ip: ENDS.src, src_port: 50_000, dest_ip: ENDS.dst, dest_port: 502, proto: 'TCP', note: 'replace this line by real ones' }),
  },
};

/** 'zeek-ssh-login' → its family's text and the log it reads, 'ssh_login'. */
function readName(name: string): { text: FamilyText; log: string } {
  const [family = '', ...rest] = name.split('-');
  const text = FAMILIES[family];
  if (text === undefined) throw new Error(`no parser family '${family}'`);
  return { text, log: rest.join('_') };
}

function source({ text, log }: ReturnType<typeof readName>): string {
  return `import { NETWORK_ACTIVITY, OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
${text.imports}

/** Takes each column that OCSF has a place for, in the class that fits the log; the others go to \`unmapped\` by themselves. */
function map(fields: Fields): EventBody {
  const conversation = ${text.conversation};
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    message: \`${log} \${arrow(conversation)}\`,
    ...conversation,
  };
}

export const parser = ${text.complete}({ title: '${text.title} ${log}', logs: ['${log}'], map });
`;
}

export const parserTemplate: Template = {
  kind: 'parser',
  naming: 'its family and its log, in lower case with hyphens: zeek-ssh, suricata-smb (Zeek path or EVE event_type; - stands for _)',
  name: /^(zeek|suricata)(-[a-z0-9]+)+$/,
  folder: 'libs/domain/parsers/src',
  files(name) {
    const { text, log } = readName(name);
    return {
      'parser.ts': source({ text, log }),
      'README.md': `# ${text.title} ${log}\n\n${text.format}\n\nNetwork Activity (4001).\n`,
      'samples/json.ndjson': jsonLines(text.sample(log)),
    };
  },
  next: (name) => [
    `put real lines in samples/ (.ndjson, or .tsv for Zeek's ASCII form), without data that names a customer`,
    `map their columns in parser.ts; name the format's source in README.md`,
    `npm test -- libs/domain/parsers    writes samples/*.events.json the first time: read them, then commit them`,
    `npm run cli -- parse --source ${name} FILE    shows the events of a file`,
  ],
};
