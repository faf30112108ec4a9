import type { Random } from '../../simulator/random.ts';

const NAMES = [['traffic-allow', 'Connection allowed', 2], ['traffic-deny', 'Connection denied', 5], ['ids-hit', 'Port scan seen', 7]] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Nov 22 16:00:05`, as RFC 3164 writes times. */
function stamp(atMs: number): string {
  const at = new Date(atMs);
  return `${MONTHS[at.getUTCMonth()] ?? ''} ${String(at.getUTCDate()).padStart(2)} ${at.toISOString().slice(11, 19)}`;
}

/** A firewall's CEF message (ArcSight CEF 0) behind an RFC 3164 header; vendor and hosts are made up. */
export function cefLine(random: Random, atMs: number): string {
  const [id, name, severity] = random.pick(NAMES);
  const extension = [
    `rt=${atMs}`, `src=10.20.4.${random.between(2, 250)}`, `spt=${random.between(1_024, 65_535)}`, `dst=10.20.1.${random.between(2, 60)}`, `dpt=${random.pick([443, 502, 53, 20_000])}`,
    `proto=${random.pick(['TCP', 'UDP'])}`, `act=${id === 'traffic-deny' ? 'deny' : 'allow'}`, `in=${random.between(60, 90_000)}`, `out=${random.between(60, 9_000)}`, `cs1Label=rule`, `cs1=plant \\= ${random.between(1, 40)}`, 'msg=Session closed',
  ];
  return `<134>${stamp(atMs)} fw-plant-1 CEF:0|Example|Gate|4.2|${id}|${name}|${severity}|${extension.join(' ')}`;
}
