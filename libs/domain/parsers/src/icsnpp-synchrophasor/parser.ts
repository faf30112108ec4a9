import type { Fields } from '../reading/fields.ts';
import { accessByWords, otParser, type OtMessage } from '../zeek/ot-parser.ts';

// IEEE C37.118.2-2011 table 15: commands to a PMU or PDC.
const WORDS = [['data on', 'control'], ['data off', 'control'], ['turn', 'control'], ['send', 'read'], ['extended', 'other']] as const;
const FRAMES: Readonly<Record<string, string>> = {
  synchrophasor_cfg: 'Configuration', synchrophasor_cfg_detail: 'Configuration', synchrophasor_hdr: 'Header', synchrophasor_data: 'Data', synchrophasor_data_detail: 'Data',
};

function take(fields: Fields, log: string): OtMessage {
  if (log === 'synchrophasor') return { function: { name: 'SESSION' }, access: 'other', direction: 'unknown' };
  const link = fields.word('data_frame_id') ?? fields.word('cfg_frame_id');
  if (log === 'synchrophasor_cmd') {
    const name = fields.word('command') ?? fields.word('frame_type') ?? 'UNKNOWN';
    return { function: { name }, access: accessByWords(name, WORDS), direction: 'request', link_id: link };
  }
  const name = fields.word('frame_type') ?? (Object.hasOwn(FRAMES, log) ? FRAMES[log] : undefined) ?? 'UNKNOWN';
  return { function: { name }, access: 'read', direction: 'response', object: pmu(fields), link_id: link };
}

/** The PMU that a detail row is about. */
function pmu(fields: Fields): OtMessage['object'] {
  const name = fields.word('station_name');
  const index = fields.integer('pmu_idx');
  return name === undefined && index === undefined ? undefined : { type: 'PMU', name, index, instance_id: fields.integer('data_source_id') };
}

export const parser = otParser({
  title: 'ICSNPP synchrophasor logs',
  protocol: 'synchrophasor',
  transport: 'tcp',
  label: 'Synchrophasor',
  logs: ['synchrophasor', 'synchrophasor_cmd', 'synchrophasor_hdr', 'synchrophasor_cfg', 'synchrophasor_cfg_detail', 'synchrophasor_data', 'synchrophasor_data_detail'],
  recognise: (columns) => 'data_frame_id' in columns || 'cfg_frame_id' in columns,
  take,
});
