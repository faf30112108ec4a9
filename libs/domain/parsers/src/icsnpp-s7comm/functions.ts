import type { OtAccess } from '@watchfloor/ocsf';

// ICSNPP's names (scripts/consts.zeek) of S7comm job functions, user-data subfunctions and S7comm-plus functions; what is not
// here does nothing to the device ('other'). Setting the clock is not counted as a write of the process.
const ACCESS: Readonly<Record<string, OtAccess>> = {
  'read variable': 'read', 'start upload': 'read', upload: 'read', 'end upload': 'read',
  'write variable': 'write', 'request download': 'write', 'download block': 'write', 'download ended': 'write', 'start download': 'write', download: 'write', 'end download': 'write',
  'plc control': 'control', 'pi-service': 'control', 'plc stop': 'control',
  'read szl': 'diagnostic', 'list blocks': 'diagnostic', 'list blocks of type': 'diagnostic', 'get block info': 'diagnostic', 'read clock': 'diagnostic', 'diagnostic data': 'diagnostic',
  'getmultivariables': 'read', 'getvariable': 'read', 'getvarsubstreamed': 'read', 'getlink': 'read', 'explore': 'read',
  'setmultivariables': 'write', 'setvariable': 'write', 'setvarsubstreamed': 'write', 'createobject': 'control', 'deleteobject': 'control', 'invoke': 'control',
  'beginsequence': 'other', 'endsequence': 'other',
};

/** Access of a function, or of its subfunction where that says more. */
export function s7Access(name: string, subfunction: string | undefined): OtAccess {
  for (const text of [subfunction, name]) {
    const key = text?.toLowerCase();
    if (key !== undefined && Object.hasOwn(ACCESS, key)) return ACCESS[key] ?? 'other';
  }
  const key = name.toLowerCase();
  if (key.includes('download') || key.includes('write')) return 'write';
  return key.includes('plc stop') || key.includes('plc control') || key.includes('delete') || key.includes('insert') ? 'control' : 'other';
}
