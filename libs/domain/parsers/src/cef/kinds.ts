/** What a line's header and category say it is. */
export interface Heading {
  readonly product: string;
  readonly classId: string;
  readonly name: string;
  readonly category: string;
  readonly severityId: number;
  readonly hasAddresses: boolean;
}

/** An alert becomes a Detection Finding, traffic a Network Activity, anything else a Base Event. */
export type Kind = 'alert' | 'traffic' | 'other';
export type KindOf = (heading: Heading) => Kind;

/** A vendor that is not known: a severity of medium or more is an alert. */
export const genericKind: KindOf = ({ severityId, hasAddresses }) => (severityId >= 3 ? 'alert' : hasAddresses ? 'traffic' : 'other');

/** Claroty CTD and xDome: `Alert/<type>`, `Event/<type>`, `Health monitoring`, `Insight`, `Baseline`. */
export const clarotyKind: KindOf = ({ classId, name, category, hasAddresses }) => {
  if (/^alert|threat/i.test(classId) || /^alert\b|threat/i.test(name) || /^(?:security|integrity)$/i.test(category)) return 'alert';
  return /baseline/i.test(classId) && hasAddresses ? 'traffic' : 'other';
};

/** Nozomi Networks Guardian: class ids `SIGN:…`, `VI:…`, `PROC:…`, `NET:…`, `ASRT:…`, `INCIDENT:…`; audit and health records otherwise. */
export const nozomiKind: KindOf = ({ classId, name }) => (/^(?:audit|health|system)/i.test(classId) || /^(?:audit|health)\b/i.test(name) ? 'other' : 'alert');

/** Dragos Platform sends notifications; its own system and audit messages are none. */
export const dragosKind: KindOf = ({ classId, name, category }) => (/\b(?:audit|system|health)\b/i.test(`${classId} ${name} ${category}`) ? 'other' : 'alert');

/** PAN-OS by its log type, which is the name in CEF and the category in LEEF. */
export const paloAltoKind: KindOf = ({ name, category, hasAddresses }) => {
  const type = `${name} ${category}`;
  if (/\b(?:threat|correlation|wildfire|url|data|spyware|virus|vulnerability|flood|scan)\b/i.test(type)) return 'alert';
  return /\b(?:traffic|tunnel|gtp|decryption)\b/i.test(type) && hasAddresses ? 'traffic' : 'other';
};

/** FortiGate by its log type: `traffic:forward …`, `utm:ips …`, `anomaly:…`, `event:…`. */
export const fortinetKind: KindOf = ({ name, category, hasAddresses }) => {
  const type = `${name} ${category}`;
  if (/\b(?:utm|anomaly|ips|virus|webfilter|dlp|app-ctrl)\b/i.test(type)) return 'alert';
  return /\btraffic\b/i.test(type) && hasAddresses ? 'traffic' : 'other';
};

/** Check Point by its blade: firewall and VPN logs are traffic, threat prevention blades are alerts. */
export const checkPointKind: KindOf = ({ product, classId, name, hasAddresses }) => {
  if (/smartdefense|ips|anti-?(?:bot|virus|malware)|threat|forensics|new anti|mobile threat/i.test(`${product} ${classId} ${name}`)) return 'alert';
  return hasAddresses ? 'traffic' : 'other';
};

/** The vendors whose lines are told apart, by the vendor field in lower case. */
export const VENDOR_KINDS: Readonly<Record<string, KindOf>> = {
  claroty: clarotyKind,
  'nozomi networks': nozomiKind,
  nozomi: nozomiKind,
  dragos: dragosKind,
  'dragos, inc.': dragosKind,
  'palo alto networks': paloAltoKind,
  fortinet: fortinetKind,
  'check point': checkPointKind,
};
