import { deterministicId } from '@watchfloor/core/ids';
import { DEMO_WORLD } from '../../demo/world.ts';
import { simulate } from '../../simulator/traffic.ts';
import { Random } from '../../simulator/random.ts';
import { cefLine } from './cef-line.ts';

export const CORPORA = ['zeek', 'eve', 'cef'] as const;
export type CorpusName = (typeof CORPORA)[number];

/** Different lines of a corpus; longer runs repeat them (ids come from batch and position, so each is stored as a row of its own). */
export const DIFFERENT_LINES = 20_000;
const SOURCE = { zeek: 'zeek', eve: 'suricata' } as const;
/** The largest part of a corpus that one log may be: a plant's polling would otherwise be nearly all of it. */
const SHARE = 0.4;
const SEED = 'bench';

/**
 * Lines of one kind as the demo's plants send them: `zeek` (conn, dns, modbus, http, ssl JSON), `eve` (Suricata flow, dns, tls, alert),
 * `cef` (a made-up firewall in RFC 3164). Pure but for `now`, at which the traffic starts.
 */
export function corpusLines(name: CorpusName, count: number, now: number): string[] {
  const lines: string[] = [];
  const wanted = Math.min(count, DIFFERENT_LINES);
  if (name === 'cef') {
    const random = new Random(SEED, 'cef');
    while (lines.length < wanted) lines.push(cefLine(random, now + lines.length * 40));
  } else {
    const taken = new Map<string, number>();
    for (const { lines: some } of simulate({ seed: SEED, now, rate: 10 })) {
      for (const line of some) {
        const before = taken.get(line.log) ?? 0;
        if (line.source !== SOURCE[name] || lines.length >= wanted || before >= wanted * SHARE) continue;
        taken.set(line.log, before + 1);
        lines.push(line.text);
      }
      if (lines.length >= wanted) break;
    }
  }
  return lines;
}

/** No sensor of the demo sends CEF: one of the bench's own does, at the waterworks. */
const CEF_SENSOR = deterministicId('bench', 'sensor', 'cef');

/** The sensor that sends a corpus, in the demo's world. */
export function sensorOf(name: CorpusName): { readonly tenantId: string; readonly siteId: string; readonly sensorId: string } {
  const wanted = name === 'eve' ? 'suricata-campus' : name === 'zeek' ? 'zeek-treatment-plant' : 'zeek-pumping-station';
  for (const tenant of DEMO_WORLD) for (const sensor of tenant.sensors) if (sensor.name === wanted) return { tenantId: tenant.id, siteId: sensor.siteId, sensorId: name === 'cef' ? CEF_SENSOR : sensor.id };
  throw new Error(`the demo's world has no sensor ${wanted}`);
}
