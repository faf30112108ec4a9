import type { OtAccess } from '@watchfloor/ocsf';

// The CIP Networks Library volume 1, appendix A (common services): what a service does, by the words of ICSNPP's names.
export const CIP_ACCESS: readonly (readonly [word: string, access: OtAccess])[] = [
  ['set attribute', 'write'], ['set member', 'write'], ['write', 'write'], ['insert member', 'write'], ['remove member', 'write'],
  ['get attribute', 'read'], ['get member', 'read'], ['read', 'read'], ['find next', 'read'], ['upload', 'read'],
  ['reset', 'control'], ['start', 'control'], ['stop', 'control'], ['create', 'control'], ['delete', 'control'], ['apply attributes', 'control'],
  ['restore', 'control'], ['save', 'control'], ['download', 'control'],
  ['no operation', 'diagnostic'],
];

// The same volume 2, 2-3 (encapsulation commands).
export const ENIP_ACCESS: readonly (readonly [word: string, access: OtAccess])[] = [['list', 'diagnostic'], ['indicate status', 'diagnostic'], ['nop', 'diagnostic']];
